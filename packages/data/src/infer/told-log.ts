import { numberOf } from '@twotower/features';
import { dayOrderIn } from '../events/day-order.ts';
import { TimeReader, unitsOf } from '../events/time-reader.ts';
import { ValueCells } from '../events/value-cells.ts';
import { dominantWarnings } from '../warnings/dominant-ids.ts';
import { placeholderIds, placeholderWarnings } from '../warnings/placeholder-ids.ts';
import { isoTime, type TimeFacts } from '../warnings/time-facts.ts';
import { shortTimeWarnings, timeWarnings } from '../warnings/time-warnings.ts';
import { type ColumnProfile, examplesOf, sampleRows } from './column-profile.ts';
import type { Roles } from './infer-roles.ts';
import { nameFits } from './role-names.ts';

/** What of a log's times and ids is hardly meant so, in the words of `inspect`, by the rows that were looked at. */
export function toldLog(roles: Roles, others: readonly ColumnProfile[]): string[] {
  return [
    ...(roles.time ? toldTimes(roles.time) : others.flatMap(untakenTime)),
    ...(['user', 'item'] as const).flatMap((side) => toldIds(side, roles[side])),
  ];
}

function toldTimes(column: ColumnProfile): string[] {
  const facts = factsOf(column);
  // Of a longer log the first rows say nothing of the whole.
  const isWhole = column.values.length < sampleRows;
  return facts ? [...timeWarnings(facts), ...(isWhole ? shortTimeWarnings(facts) : [])] : [];
}

/** A column that is named like the time of an event, though none was taken. */
function untakenTime(column: ColumnProfile): string[] {
  if (column.filled === 0 || nameFits('time', column.name) === 0) {
    return [];
  }
  const facts = column.timeLike ? factsOf(column) : undefined;
  if (facts && facts.first === facts.last) {
    return [
      `no times: all rows have the time ${isoTime(facts.first)} in ${column.name}, so the order of the rows stands for it; name a column with the time of day in schema.event.time`,
    ];
  }
  return facts
    ? []
    : [
        `no times: ${column.name} has values such as ${examplesOf(column, 1)[0]}, a form that is not read; write times as 2026-05-07T06:30:00Z, or as seconds since 1970, and name the column in schema.event.time`,
      ];
}

function factsOf({ name, column, values }: ColumnProfile): TimeFacts | undefined {
  const reader = new TimeReader(unitsOf(new ValueCells(values), values.length), dayOrderIn(values));
  let [first, last, future] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  const tomorrow = Date.now() + 86_400_000;
  for (const value of values) {
    const time = column.kind === 'time' ? reader.instant(numberOf(value) ?? Number.NaN) : reader.read(value);
    if (!Number.isNaN(time)) {
      first = Math.min(first, time);
      last = Math.max(last, time);
      future += time > tomorrow ? 1 : 0;
    }
  }
  const [usual] = [...reader.forms].sort((a, b) => b[1] - a[1]);
  return usual
    ? {
        column: name,
        unit: usual[0],
        forms: Object.fromEntries(reader.forms),
        first,
        last,
        future,
        temporal: true,
      }
    : undefined;
}

function toldIds(side: 'user' | 'item', { name, values }: ColumnProfile): string[] {
  const counts = new Map<string, number>();
  for (const value of values) {
    if (value !== null && value !== undefined) {
      counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
    }
  }
  const rows = Int32Array.from(counts.values());
  const logged = {
    side,
    ids: [...counts.keys()],
    events: rows,
    allEvents: values.length,
    logColumn: name,
  };
  const placeholders = placeholderIds(logged);
  return [
    ...placeholderWarnings(logged, placeholders),
    ...dominantWarnings({ ...logged, positives: rows, allPositives: values.length }, placeholders, 'rows'),
  ];
}
