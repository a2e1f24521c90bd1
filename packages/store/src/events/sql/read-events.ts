import { setImmediate } from 'node:timers/promises';
import { StoreError } from '../../error.ts';
import type { EventBatch, LogExtent, ReadRange } from '../event-log.ts';
import type { LogPosition } from '../log-position.ts';
import { type EventDatabase, inWords, type LogRow } from './event-database.ts';
import type { EventRow } from './event-tables.ts';
import { offsetOf, positionAt } from './offset-position.ts';

/** Reads a stretch of the log, one query a batch. */
export async function* readEvents(database: EventDatabase, range: ReadRange): AsyncGenerator<EventBatch> {
  const { batch = 4096 } = range;
  const { first, next } = await logRow(database);
  let from = range.from === undefined ? first : offsetOf(range.from);
  const to = range.to === undefined ? next : offsetOf(range.to);
  if (to > next) {
    throw new StoreError(
      `${database.name} ends at ${next}, before ${to}, up to where it is to be read; it is not the log that was read before`,
    );
  }
  if (from < first) throw pruned(database, first, from);
  while (from < to) {
    const rows = await rowsFrom(database, from, to, batch);
    // After the rows: what was pruned meanwhile would be missing among them.
    const now = await logRow(database);
    if (now.first > from) throw pruned(database, now.first, from);
    if (rows.length === 0) return;
    // A database in this process answers at once: without this, nothing else would run until all is read.
    await setImmediate();
    from = rows[rows.length - 1].offset + 1;
    yield batchOf(rows, positionAt(from));
  }
}

/** Before the first kept event that arrived from a time on, or happened after one; the end where there is none. */
export async function findPosition(
  database: EventDatabase,
  where: { readonly arrivedFrom: number } | { readonly happenedAfter: number },
): Promise<LogPosition> {
  return inWords(database, async () => {
    const { next } = await logRow(database);
    const all = database.reading().selectFrom('event').select('offset').where('offset', '<', next);
    const found = await ('arrivedFrom' in where
      ? all.where('arrived', '>=', where.arrivedFrom)
      : all.where('time', '>', where.happenedAfter)
    )
      .orderBy('offset')
      .limit(1)
      .executeTakeFirst();
    return positionAt(found?.offset ?? next);
  });
}

export async function logExtent(database: EventDatabase): Promise<LogExtent> {
  const { first, next, erased } = await logRow(database);
  return { start: positionAt(first), end: positionAt(next), events: next - first - erased, erased };
}

async function logRow(database: EventDatabase): Promise<LogRow> {
  return inWords(database, () =>
    database.reading().selectFrom('event_log').select(['first', 'next', 'erased']).executeTakeFirstOrThrow(),
  );
}

type KeptRow = EventRow & Record<'user_id' | 'item_id' | 'type', string> & { readonly weight: number };

async function rowsFrom(
  database: EventDatabase,
  from: number,
  to: number,
  batch: number,
): Promise<readonly KeptRow[]> {
  return inWords(database, () =>
    database
      .reading()
      .selectFrom('event')
      .selectAll()
      .where('offset', '>=', from)
      .where('offset', '<', to)
      .where('user_id', 'is not', null)
      .orderBy('offset')
      .limit(batch)
      .$narrowType<KeptRow>()
      .execute(),
  );
}

function batchOf(rows: readonly KeptRow[], next: LogPosition): EventBatch {
  return {
    length: rows.length,
    offsets: Float64Array.from(rows, ({ offset }) => offset),
    users: rows.map(({ user_id }) => user_id),
    items: rows.map(({ item_id }) => item_id),
    types: rows.map(({ type }) => type),
    times: Float64Array.from(rows, ({ time }) => time ?? Number.NaN),
    arrivals: Float64Array.from(rows, ({ arrived }) => arrived),
    weights: Float64Array.from(rows, ({ weight }) => weight),
    requests: rows.map(({ request_id }) => request_id ?? undefined),
    contexts: rows.map(({ context }) => (context === null ? undefined : JSON.parse(context))),
    next,
  };
}

function pruned({ name }: EventDatabase, first: number, from: number): StoreError {
  return new StoreError(
    `${name}: the events from ${from} to ${first} are pruned; begin at ${first}, and keep more (retention.events)`,
  );
}
