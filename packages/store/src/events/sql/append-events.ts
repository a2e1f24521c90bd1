import { sql, type Transaction } from 'kysely';
import { keyOf } from '../event-key.ts';
import type { Appended, NewEvent } from '../event-log.ts';
import { changeLog, type EventDatabase } from './event-database.ts';
import type { EventTables } from './event-tables.ts';
import { positionAt } from './offset-position.ts';

export interface ArrivedEvent extends NewEvent {
  /** Milliseconds since 1970. */
  readonly arrived: number;
}

/** Appends groups of events in one transaction. */
export function appendEvents(
  database: EventDatabase,
  groups: readonly (readonly ArrivedEvent[])[],
): Promise<Appended[]> {
  return changeLog(database, async (step, { next }) => {
    const keyed = groups.map((group) =>
      group.map((event) => ({ event, key: event.id === undefined ? null : keyOf(event.user, event.id) })),
    );
    const known = await knownKeys(
      step,
      database,
      keyed.flatMap((group) => group.flatMap(({ key }) => key ?? [])),
    );
    const rows: Cells[] = [];
    const appended = keyed.map((group): Appended => {
      const before = rows.length;
      for (const { event, key } of group) {
        if (key !== null) {
          if (known.has(key)) continue;
          known.add(key);
        }
        rows.push(cellsOf(event, key, next + rows.length));
      }
      const accepted = rows.length - before;
      return { accepted, duplicates: group.length - accepted, end: positionAt(next + rows.length) };
    });
    if (rows.length > 0) {
      await insertRows(step, database, rows);
      await step
        .updateTable('event_log')
        .set({ next: next + rows.length })
        .execute();
    }
    return appended;
  });
}

/** In the order of {@link columns}. */
type Cells = readonly (string | number | null)[];

/** A list of lists is one parameter, where a parameter a cell would cost most of the time. */
const columns = [
  ['offset', 'bigint'],
  ['key', 'text'],
  ['user_id', 'text'],
  ['item_id', 'text'],
  ['type', 'text'],
  ['time', 'double precision'],
  ['arrived', 'double precision'],
  ['weight', 'double precision'],
  ['request_id', 'text'],
  ['context', 'text'],
] as const;

function cellsOf(event: ArrivedEvent, key: string | null, offset: number): Cells {
  const { user, item, type, time, arrived, weight = 1, request, context } = event;
  return [
    offset,
    key,
    user,
    item,
    type,
    time ?? null,
    arrived,
    weight,
    request ?? null,
    context ? JSON.stringify(context) : null,
  ];
}

async function insertRows(
  step: Transaction<EventTables>,
  database: EventDatabase,
  rows: readonly Cells[],
): Promise<void> {
  const cells = columns.map(([, type], c) =>
    sql`cast(value ->> ${sql.lit(c)} as ${sql.raw(type)})`.as(`c${c}`),
  );
  await step
    .insertInto('event')
    .columns(columns.map(([name]) => name))
    .expression((query) => query.selectFrom(elements(database, rows)).select(cells))
    .execute();
}

async function knownKeys(
  step: Transaction<EventTables>,
  database: EventDatabase,
  keys: readonly string[],
): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const asked = keys.map((key) => [key]);
  const found = await step
    .selectFrom('event')
    .select('key')
    .where('key', 'in', (query) =>
      query.selectFrom(elements(database, asked)).select(sql<string>`value ->> 0`.as('key')),
    )
    .execute();
  return new Set(found.flatMap(({ key }) => key ?? []));
}

function elements({ listElements }: EventDatabase, list: readonly Cells[]) {
  const json = JSON.stringify(list);
  const value = listElements === 'json_each' ? sql`${json}` : sql`cast(cast(${json} as text) as jsonb)`;
  return sql<{ value: string }>`${sql.raw(listElements)}(${value})`.as('element');
}
