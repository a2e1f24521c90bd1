import type { RawRecord, RawValue } from '@twotower/features';
import type { EntityChange } from '../live/live-entities.ts';
import type { ServedBundle } from '../state/served-bundle.ts';
import type { LiveData } from './live-data.ts';

/**
 * Forgets items and users that were put or removed by hand as far as a bundle knows them: it has their very values, or has not got who
 * was removed. What it has other values for stays as it was put.
 */
export function dropKnown({ items, users }: Pick<LiveData, 'items' | 'users'>, base: ServedBundle): void {
  const { catalogue, users: snapshot } = base;
  const isKnown = (
    row: number | undefined,
    change: EntityChange,
    value: (row: number, column: string) => RawValue,
  ): boolean => {
    if (change.kind === 'removed') return row === undefined;
    return row !== undefined && hasAll(change.record, (column) => value(row, column));
  };
  items.drop((id, change) =>
    isKnown(catalogue.row(id), change, (row, column) => catalogue.value(row, column)),
  );
  users.drop((id, change) =>
    isKnown(snapshot.row(id), change, (row, column) => snapshot.profile(row)[column]),
  );
}

function hasAll(record: RawRecord, value: (column: string) => RawValue): boolean {
  return Object.entries(record).every(
    ([column, put]) => JSON.stringify(value(column) ?? null) === JSON.stringify(put ?? null),
  );
}
