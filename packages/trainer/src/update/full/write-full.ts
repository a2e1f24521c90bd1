import type { BundleContent, BundleManifest, LogPosition } from '@twotower/store';
import { withMemory } from '../../teach/served-learner.ts';
import type { BaseBundle } from '../base-bundle.ts';
import type { UpdateTools } from '../resume-increment.ts';
import type { RenewedLearner } from './renewed-learner.ts';

/** Writes what a full update came to, with what its learner remembers, as a bundle that goes on from a place of the log. */
export function writeFull(
  { store, asked: askedNow }: UpdateTools,
  base: BaseBundle,
  content: BundleContent,
  { learner: { waiting, asked } }: RenewedLearner,
  {
    position,
    now,
    changes,
  }: { readonly position: LogPosition; readonly now: number | undefined; readonly changes: number },
): Promise<BundleManifest> {
  const remembered = askedNow ?? asked;
  return store.bundles.write({
    ...content,
    kind: 'full',
    parent: base.id,
    learner: withMemory(content.learner, { waiting, ...(remembered && { asked: remembered }) }),
    cutOff: {
      position,
      ...(now !== undefined && { newestTime: now }),
      ...(changes > 0 && { changes }),
      files: base.cutOff.files,
    },
  });
}
