import { numberOf, type RawValue } from '@twotower/features';
import type { EntitySchema } from '@twotower/schema';
import type { EntityTable } from './entity-reader.ts';
import { isMissing } from './missing-words.ts';
import type { UnreadValues } from './read-summary.ts';

/** Of each column that a numeric feature reads: texts such as `$9.99`, which are no number and no word for a missing one. */
export function unreadNumbers(table: EntityTable, { features }: EntitySchema): Record<string, UnreadValues> {
  const columns = Object.entries(features).flatMap(([feature, config]) =>
    config.kind === 'numeric' ? (config.column ?? feature) : [],
  );
  const counted = [...new Set(columns)].map((name): [string, UnreadValues | undefined] => [
    name,
    countUnread(table.columns.get(name) ?? []),
  ]);
  return Object.fromEntries(counted.flatMap(([name, unread]) => (unread ? [[name, unread]] : [])));
}

function countUnread(values: readonly RawValue[]): UnreadValues | undefined {
  let count = 0;
  let first: RawValue;
  for (const value of values) {
    if (!isMissing(value) && numberOf(value) === undefined) {
      first ??= value;
      count++;
    }
  }
  return count === 0 ? undefined : { count, first: String(first).slice(0, 40) };
}
