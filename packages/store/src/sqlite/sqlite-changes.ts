import { setImmediate } from 'node:timers/promises';
import { isWritable } from '@twotower/schema';
import type { Transaction } from 'kysely';
import type { EntityChange, EntityChanges, NewEntityChange } from '../changes/entity-changes.ts';
import { StoreError } from '../error.ts';
import { userSum } from '../events/event-key.ts';
import { groupCommit } from '../events/group-commit.ts';
import { positionSchema } from '../events/log-position.ts';
import type { Registry } from './registry.ts';
import type { EntityChangeRow, Tables } from './schema.ts';

/** Changes that are brought to the disk at once. */
const TRANSACTION = 1000;
/** Bytes of one record: what is put is read whole by every server. */
const MOST = 1 << 20;

type NewRow = Omit<EntityChangeRow, 'version'> & {
  /** The user whose row goes. */
  readonly insteadOf?: string;
};

/** What was put or removed by hand, in SQLite. @param now milliseconds since 1970 */
export function sqliteChanges(database: Registry, now: () => number = Date.now): EntityChanges {
  const write = groupCommit<NewRow, number>((groups) => writeRows(database, groups), TRANSACTION);
  return {
    make: async (change) => write([rowOf(change, now())]),
    async erase(user, position) {
      const key = userSum(user);
      const row = { side: 'erased', key, kind: 'erased', record: null, place: position, at: now() } as const;
      const version = await write([{ ...row, insteadOf: user }]);
      // What was written over is in the log of writes still.
      await database.purge();
      return version;
    },
    async version(before = Number.MAX_VALUE) {
      const row = await database
        .reading()
        .selectFrom('entity_change')
        .select(({ fn }) => fn.max('version').as('newest'))
        .where('at', '<', before)
        .executeTakeFirst();
      return row?.newest ?? 0;
    },
    read: (after, batch) => readChanges(database, after, batch),
    async prune(isNeedless) {
      let dropped = 0;
      for await (const changes of readChanges(database, 0)) {
        const versions = changes.filter(isNeedless).map(({ version }) => version);
        if (versions.length === 0) continue;
        const { numDeletedRows } = await database
          .writing()
          .deleteFrom('entity_change')
          .where('version', 'in', versions)
          .executeTakeFirst();
        dropped += Number(numDeletedRows);
      }
      return dropped;
    },
  };
}

async function* readChanges(database: Registry, after: number, batch = 1000): AsyncGenerator<EntityChange[]> {
  for (let from = after; ; ) {
    const rows = await database
      .reading()
      .selectFrom('entity_change')
      .selectAll()
      .where('version', '>', from)
      .orderBy('version')
      .limit(batch)
      .$narrowType<{ version: number }>()
      .execute();
    if (rows.length === 0) return;
    // A database in this process answers at once: without this, nothing else would run until all is read.
    await setImmediate();
    from = rows[rows.length - 1].version;
    yield rows.map(changeOf);
  }
}

function writeRows(database: Registry, groups: readonly (readonly NewRow[])[]): Promise<number[]> {
  return database
    .writing()
    .transaction()
    .execute(async (step) => {
      const versions: number[] = [];
      for (const [row] of groups) versions.push(await writeRow(step, row));
      return versions;
    });
}

/** The row of before goes, so that the version is a new one. */
async function writeRow(step: Transaction<Tables>, { insteadOf, ...row }: NewRow): Promise<number> {
  const gone = step.deleteFrom('entity_change');
  await gone.where('side', '=', row.side).where('key', '=', row.key).execute();
  if (insteadOf !== undefined) await gone.where('side', '=', 'user').where('key', '=', insteadOf).execute();
  const { version } = await step
    .insertInto('entity_change')
    .values(row)
    .returning('version')
    .executeTakeFirstOrThrow();
  return Number(version);
}

function rowOf(change: NewEntityChange, at: number): NewRow {
  const { kind, side, id: key } = change;
  if (!isWritable(key)) {
    throw new StoreError(
      `${side} ${JSON.stringify(key.slice(0, 80))}: an id that holds a NUL or half a character cannot be kept; take another`,
    );
  }
  const record = kind === 'put' ? JSON.stringify(change.record) : null;
  if (record !== null && Buffer.byteLength(record) > MOST) {
    throw new StoreError(`${side} ${key.slice(0, 80)}: more than ${MOST} bytes of values; put fewer`);
  }
  return { side, key, kind, record, place: null, at };
}

function changeOf({ version, side, key, kind, record, place, at }: EntityChangeRow): EntityChange {
  const facts = { version: Number(version), at };
  if (side === 'erased') {
    return { kind: 'erased', side: 'user', sum: key, position: positionSchema.parse(place), ...facts };
  }
  if (kind === 'put') return { kind, side, id: key, record: JSON.parse(record ?? '{}'), ...facts };
  return { kind: 'removed', side: 'item', id: key, ...facts };
}
