import type { Dataset } from '@twotower/features';
import type { Config } from '@twotower/schema';
import type { EventCounts } from '../inspect/count-events.ts';
import type { ReadSummary, SideSummary } from '../read-summary.ts';

/** The ids of one side, with what the log says of each. */
export interface LoggedIds {
  readonly side: 'user' | 'item';
  /** Those of the side's file first. */
  readonly ids: readonly string[];
  readonly summary: SideSummary;
  /** `[ids]`: events, and positives, of each. */
  readonly events: Int32Array;
  readonly positives: Int32Array;
  /** All events, and all positives, of the log. */
  readonly allEvents: number;
  readonly allPositives: number;
  /** The column of the log that holds the ids, and the one of the side's file. */
  readonly logColumn: string;
  readonly fileColumn: string;
}

export function loggedIds(
  dataset: Dataset,
  { sides }: ReadSummary,
  { schema }: Config,
  counts: EventCounts,
): LoggedIds[] {
  const all = { allEvents: dataset.length, allPositives: counts.positives };
  return [
    {
      ...all,
      side: 'user',
      ids: dataset.users.ids,
      summary: sides.users,
      events: Int32Array.from(dataset.users.ids, (_, u) => dataset.offsets[u + 1] - dataset.offsets[u]),
      positives: counts.perUser,
      logColumn: schema.event.user ?? schema.user.id,
      fileColumn: schema.user.id,
    },
    {
      ...all,
      side: 'item',
      ids: dataset.items.ids,
      summary: sides.items,
      events: counts.eventsPerItem,
      positives: counts.perItem,
      logColumn: schema.event.item ?? schema.item.id,
      fileColumn: schema.item.id,
    },
  ];
}

/** What the others have on average, those that have anything, beside one that has `own`. */
export function othersMean(counts: Int32Array): (own: number) => number {
  const all = counts.reduce((a, b) => a + b, 0);
  const active = counts.reduce((count, own) => count + (own > 0 ? 1 : 0), 0);
  return (own) => (active > 1 ? (all - own) / (active - 1) : 0);
}
