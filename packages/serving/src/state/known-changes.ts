import type { RawRecord, RawValue } from '@twotower/features';
import type { LogPosition } from '@twotower/store';
import type { Forgotten, KnowsChange, LiveChange } from '../live/live-entities.ts';
import type { ServedBundle } from './served-bundle.ts';

/** One side of a bundle's entities. */
interface Known {
  readonly row: (id: string) => number | undefined;
  readonly value: (row: number, column: string) => RawValue;
}

/** For each side: whether a change need not be kept for a bundle. An item that was removed may come again with events, so that is kept. */
export function knownChanges(base: ServedBundle): {
  readonly items: KnowsChange;
  readonly users: KnowsChange;
} {
  const { catalogue, users, cutOff } = base;
  const knows =
    ({ row, value }: Known): KnowsChange =>
    (id, change) => {
      if (change.kind === 'removed') return isLearnt(change, cutOff?.position);
      const at = row(id);
      if (at === undefined) return false;
      return isBefore(change, base) || hasAll(change.record, (column) => value(at, column));
    };
  return {
    items: knows({ row: (id) => catalogue.row(id), value: (row, column) => catalogue.value(row, column) }),
    users: knows({ row: (id) => users.row(id), value: (row, column) => users.profile(row)[column] }),
  };
}

/**
 * What of some changes a bundle is to be told. One that it has was known to it by newer files or events than a put that was made
 * before it was, as the numbers say that the store gave both; a user's going, by deltas that learnt the log behind its place.
 *
 * @param has whether the bundle has an entity
 * @param learnt up to where deltas or the bundle have learnt the event log
 */
export function newsOf(
  changes: ReadonlyMap<string, LiveChange>,
  base: ServedBundle,
  has: (id: string) => boolean,
  learnt: LogPosition | undefined,
): Map<string, LiveChange> {
  const news = new Map<string, LiveChange>();
  for (const [id, change] of changes) {
    if (change.kind === 'removed') {
      if (!isLearnt(change, learnt)) news.set(id, change);
    } else if (!(isBefore(change, base) && has(id))) {
      const { after, ...put } = change;
      news.set(id, after === undefined || isLearnt(after, learnt) ? put : change);
    }
  }
  return news;
}

function isBefore({ version }: LiveChange, { cutOff }: ServedBundle): boolean {
  return version !== undefined && version <= (cutOff?.changes ?? 0);
}

/** Whether who has learnt the event log up to a place has learnt to forget, too. */
function isLearnt({ position }: Forgotten, learnt: LogPosition | undefined): boolean {
  return position !== undefined && learnt !== undefined && Number(position) < Number(learnt);
}

function hasAll(record: RawRecord, value: (column: string) => RawValue): boolean {
  return Object.entries(record).every(
    ([column, put]) => JSON.stringify(value(column) ?? null) === JSON.stringify(put ?? null),
  );
}
