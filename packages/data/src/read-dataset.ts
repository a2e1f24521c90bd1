import { type Dataset, type EventColumns, memoryDataset } from '@twotower/features';
import type { Config } from '@twotower/schema';
import { type EntityTable, finishEntities, readEntities } from './entity-reader.ts';
import { DataError } from './error.ts';
import { EventReader } from './event-reader.ts';
import { findFiles } from './find-files.ts';
import type { ReadSummary } from './read-summary.ts';
import { RejectLog } from './reject-log.ts';
import { openTable, type TableColumn } from './table.ts';
import { countRepeated, inTimeOrder } from './time-order.ts';

export interface ReadResult {
  readonly dataset: Dataset;
  readonly summary: ReadSummary;
}

/**
 * Reads the log and, where the config names them, the files of users and items.
 *
 * Users and items are all that occur in any file, be it only in a row that is rejected for its other columns. Ids are text, exactly as written (the number 1 is the id `1`). Rows
 * without user, item, time or type, or with a time or weight that cannot be read, are rejected and counted; a row whose
 * event ID was seen before is dropped and counted. Without a type column every row is a positive (unless
 * `schema.positive` is a threshold). Feature columns of a side without a file are read from the log, where the first
 * value of each user or item holds.
 *
 * @param folder what the config's paths are relative to
 * @throws DataError where a file or column is missing, too many rows are rejected, or the log cannot train a model
 */
export async function readDataset(config: Config, folder: string): Promise<ReadResult> {
  const { schema, data } = config;
  const files = await findFiles(data.events, folder, 'data.events');
  const users = await readSide('user', config, folder);
  const items = await readSide('item', config, folder);
  const rejects = new RejectLog();
  const borrow = [data.users ? [] : ('user' as const), data.items ? [] : ('item' as const)].flat();
  const reader = new EventReader(config, users, items, rejects, borrow);
  let columns: readonly TableColumn[] = [];
  for (const file of files) {
    const table = await openTable(file, 'events', data.format);
    columns = columns.length > 0 ? columns : table.columns;
    if (table.columns.length > 0) {
      await reader.read(table);
    }
  }
  const { events: unordered, timeUnit } = reader.finish();
  if (reader.rows === 0) {
    throw new DataError(`data.events: ${files.join(', ')} has no rows; name a log with at least two users`);
  }
  rejects.check(reader.rows, data.rejects.atMost, 'data.events');
  const events = inTimeOrder(unordered);
  checkTrainable(config, events, reader.types);
  const dataset = memoryDataset({
    users: finishEntities(users, schema.user),
    items: finishEntities(items, schema.item),
    types: reader.types,
    events,
  });
  const summary: ReadSummary = {
    files,
    rows: reader.rows,
    accepted: events.length,
    rejected: rejects.count,
    duplicates: reader.duplicates,
    repeated: countRepeated(events),
    rejectReasons: Object.fromEntries([...rejects.reasons].sort((a, b) => b[1] - a[1])),
    rejects: rejects.first,
    columns: columns.map(({ name, type }) => ({ name, type })),
    ...(timeUnit && { timeUnit }),
    types: countTypes(events, reader.types),
  };
  return { dataset, summary };
}

async function readSide(side: 'user' | 'item', config: Config, folder: string): Promise<EntityTable> {
  const { schema, data } = config;
  const path = data[`${side}s`];
  const files = path === undefined ? [] : await findFiles(path, folder, `data.${side}s`);
  return readEntities(files, side, schema[side], data.format, data.rejects.atMost);
}

function checkTrainable(config: Config, events: EventColumns, types: readonly string[]): void {
  const { event, positive, user, item } = config.schema;
  if (events.length === 0) {
    throw new DataError('data.events: no row of the log could be used; see data.rejects.atMost');
  }
  if (!events.positive.includes(1)) {
    const found = Object.entries(countTypes(events, types)).map(([name, count]) => `${name} (${count})`);
    throw new DataError(
      Array.isArray(positive)
        ? `schema.positive: no event is of type ${positive.join(', ')}; ${event.type} has ${found.join(', ')}`
        : `schema.positive: no event has ${positive.column} of at least ${positive.atLeast}; lower atLeast`,
    );
  }
  for (const [side, values, column] of [
    ['user', events.user, event.user ?? user.id],
    ['item', events.item, event.item ?? item.id],
  ] as const) {
    if (values.every((value) => value === values[0])) {
      throw new DataError(
        `data.events: the log has one ${side} only (column "${column}"); a model needs at least two, so check that schema.event.${side} names the right column`,
      );
    }
  }
}

function countTypes(events: EventColumns, types: readonly string[]): Record<string, number> {
  const counts = new Float64Array(types.length);
  for (let i = 0; i < events.length; i++) {
    counts[events.type[i]]++;
  }
  return Object.fromEntries(types.map((type, i) => [type, counts[i]]));
}
