import type { Asked } from '../answer/asked.ts';
import { noItem } from '../answer/no-item.ts';
import type { FoundItem } from './find-items.ts';

/** One item, and how it came to stand where it does. */
export interface ItemView extends FoundItem {
  readonly bundleId: string;
  /** False for one that was taken out. */
  readonly served: boolean;
  /** Whether anything is known of it: else it ranks behind all others. */
  readonly told: boolean;
  /** By training positives, from 1. */
  readonly popularityRank: number;
  /** What its popularity adds to a score, newer events included; absent where scores have no such term. */
  readonly prior?: number;
  /** Events that came in since the bundle, by type. */
  readonly live: Readonly<Record<string, number>>;
}

/** @throws ServingError NOT_FOUND for an item that never was */
export function itemView({ state, scoring, events, rules }: Asked, itemId: string): ItemView {
  const { base, items, prior } = state;
  const row = items.row(itemId);
  if (row === undefined) throw noItem(itemId, base);
  const positives = base.counts[row] ?? 0;
  const live: Record<string, number> = {};
  for (const event of events.all()) {
    if (event.item === itemId && !rules.isCovered(event)) live[event.type] = (live[event.type] ?? 0) + 1;
  }
  const share = scoring.shares?.[row];
  return {
    itemId,
    attributes: items.attributes(row),
    positives,
    bundleId: base.id,
    served: items.serves(row),
    told: items.isTold(row),
    popularityRank: 1 + base.counts.reduce((before, count) => before + (count > positives ? 1 : 0), 0),
    ...(share !== undefined && prior !== undefined && { prior: prior.weight * share + scoring.shift }),
    live,
  };
}
