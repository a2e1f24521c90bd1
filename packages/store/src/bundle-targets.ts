import type { RequireTarget } from './aliases.ts';
import type { Bundles } from './bundle.ts';
import type { Deltas } from './deltas/delta.ts';
import { StoreError } from './error.ts';

/** Lets aliases point at bundles that are there with all files in their sizes, and at deltas that exist. */
export function bundleTargets(bundles: Pick<Bundles, 'open'>, deltas: Pick<Deltas, 'has'>): RequireTarget {
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
