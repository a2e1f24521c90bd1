import { type EncodedSide, type FittedFeatures, userBlocks } from '@twotower/features';
import type { PositiveSource } from './positives.ts';

/** Counts in each ID's row how often and how lately it occurs among positives. */
export function seeIds(
  { user, item }: FittedFeatures,
  users: Pick<EncodedSide, 'idRows'>,
  items: Pick<EncodedSide, 'idRows'>,
  positives: PositiveSource,
): void {
  for (const { events } of userBlocks(positives)) {
    for (let e = 0; e < events.length; e++) {
      const time = events.time[e];
      user.ids.see(users.idRows[events.user[e]], 1, time);
      item.ids.see(items.idRows[events.item[e]], 1, time);
    }
  }
}
