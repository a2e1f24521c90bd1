import { loadKernel, plainRanking, type Ranking } from '@twotower/kernel';

let found: Ranking | undefined;

/** The native kernel, or where it is not built its plain form. */
export function ranking(): Ranking {
  if (found === undefined) {
    const loaded = loadKernel();
    found = loaded.kind === 'loaded' ? loaded.kernel : plainRanking;
  }
  return found;
}
