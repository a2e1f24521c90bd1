import { StoreError } from '../error.ts';
import type { DeltaFacts } from './delta-manifest.ts';

/**
 * Whoever applies a delta asks first whether it is the next one.
 *
 * @param applied what is served: a bundle with its deltas up to a sequence, 0 for none
 * @throws StoreError for a delta of another bundle, one that was applied already, and one with a gap before it
 */
export function requireNext(
  applied: { readonly bundleId: string; readonly sequence: number },
  { base, sequence, previous }: Pick<DeltaFacts, 'base' | 'sequence' | 'previous'>,
): void {
  if (base !== applied.bundleId) {
    throw new StoreError(
      `delta ${sequence} is of bundle ${base}, not of ${applied.bundleId}; read the deltas of the bundle that is served`,
    );
  }
  if (previous === applied.sequence && sequence === previous + 1) return;
  throw new StoreError(
    sequence <= applied.sequence
      ? `delta ${sequence} of bundle ${base} is applied already, up to ${applied.sequence}; go on with ${applied.sequence + 1}`
      : `delta ${sequence} of bundle ${base} follows ${previous}, and only ${applied.sequence} are applied; apply those between first`,
  );
}
