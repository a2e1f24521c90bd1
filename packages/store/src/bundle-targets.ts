import type { RequireTarget } from './aliases.ts';
import type { Bundles } from './bundle.ts';
import { StoreError } from './error.ts';

/** Which deltas of a bundle exist. */
export interface DeltaSequences {
  has(bundleId: string, sequence: number): Promise<boolean>;
}

/** Nothing publishes deltas: a bundle is served as it is, at sequence 0. */
export const noDeltas: DeltaSequences = { has: async () => false };

/** Lets aliases point at bundles that are there with all files in their sizes, and at deltas that exist. */
export function bundleTargets(bundles: Pick<Bundles, 'open'>, deltas: DeltaSequences): RequireTarget {
  return async ({ bundleId, deltaSequence }) => {
    await bundles.open(bundleId);
    if (deltaSequence === 0) return;
    const exists =
      Number.isSafeInteger(deltaSequence) && deltaSequence > 0 && (await deltas.has(bundleId, deltaSequence));
    if (!exists) {
      throw new StoreError(
        `bundle ${bundleId} has no delta ${deltaSequence}; point at one it has, or at 0 for none`,
      );
    }
  };
}
