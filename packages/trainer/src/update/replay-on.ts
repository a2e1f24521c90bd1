import type { LogPosition } from '@twotower/store';
import { openBase } from './base-bundle.ts';
import { saveIncrement } from './increment-checkpoint.ts';
import { learnAndPublish } from './incremental-update.ts';
import { resumeIncrement, type UpdateTools } from './resume-increment.ts';

/**
 * Learns increments on a bundle, from where it stands with its deltas up to each of some places of the log: what was served from
 * another bundle is then served from this one too.
 *
 * @param ends ascending, behind where it stands
 * @returns the bundle's last delta, 0 for none
 */
export async function replayOn(
  tools: UpdateTools,
  bundleId: string,
  ends: readonly LogPosition[],
): Promise<number> {
  const base = await openBase(await tools.store.bundles.open(bundleId));
  const increment = await resumeIncrement(tools, base);
  const before = increment.sequence;
  for (const to of ends) {
    // A stretch without a positive makes no delta: it is read together with the next one.
    await learnAndPublish(tools, increment, to);
  }
  if (increment.sequence > before) await saveIncrement(tools.store, increment);
  return increment.sequence;
}
