import type { EpochRecord } from '@twotower/schema';
import { sql } from 'kysely';
import { StoreError } from '../error.ts';
import type { Run, Runs } from '../runs.ts';
import { timeId } from '../time-id.ts';
import { isAlive, ownPlace, ownProcess } from './process-identity.ts';
import type { Registry } from './registry.ts';
import type { RunRow } from './schema.ts';

/** The record of runs in SQLite. */
export function sqliteRuns(database: Registry): Runs {
  return {
    async start({ kind, config }) {
      const now = new Date().toISOString();
      const id = timeId(now);
      const { pid, started } = await ownProcess();
      await database
        .writing()
        .insertInto('run')
        .values({
          id,
          kind,
          config: JSON.stringify(config ?? null),
          status: 'running',
          started_at: now,
          finished_at: null,
          report: null,
          error: null,
          host: await ownPlace(),
          pid,
          process_started: started,
        })
        .execute();
      return id;
    },
    async epoch(id, record) {
      const text = JSON.stringify(record);
      await database
        .writing()
        .insertInto('run_epoch')
        .values({ run_id: id, epoch: record.epoch, record: text })
        .onConflict((conflict) => conflict.columns(['run_id', 'epoch']).doUpdateSet({ record: text }))
        .execute();
    },
    finish: (id, report) => end(database, id, { status: 'finished', report: JSON.stringify(report) }),
    fail: (id, message) => end(database, id, { status: 'failed', error: message }),
    async list(page) {
      const { before } = page ?? {};
      let query = database.reading().selectFrom('run').selectAll().orderBy(sql`rowid`, 'desc');
      if (page !== undefined) query = query.limit(page.limit);
      if (before !== undefined) {
        query = query.where(sql<boolean>`rowid < (select rowid from run where id = ${before})`);
      }
      const rows = await query.execute();
      const epochs = await epochsOf(
        database,
        rows.map(({ id }) => id),
      );
      return Promise.all(rows.map((row) => toRun(row, epochs.get(row.id) ?? [])));
    },
    async get(id) {
      const row = await database
        .reading()
        .selectFrom('run')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row && toRun(row, (await epochsOf(database, [id])).get(id) ?? []);
    },
  };
}

/** SQLite bounds how many values a statement may name. */
const idsAtOnce = 500;

async function epochsOf(
  database: Registry,
  ids: readonly string[],
): Promise<ReadonlyMap<string, EpochRecord[]>> {
  const byRun = new Map<string, EpochRecord[]>(ids.map((id) => [id, []]));
  for (let start = 0; start < ids.length; start += idsAtOnce) {
    const epochs = await database
      .reading()
      .selectFrom('run_epoch')
      .selectAll()
      .where('run_id', 'in', ids.slice(start, start + idsAtOnce))
      .orderBy('epoch')
      .execute();
    for (const { run_id, record } of epochs) byRun.get(run_id)?.push(JSON.parse(record));
  }
  return byRun;
}

async function end(
  database: Registry,
  id: string,
  outcome: Pick<RunRow, 'status'> & Partial<Pick<RunRow, 'report' | 'error'>>,
): Promise<void> {
  const { numUpdatedRows } = await database
    .writing()
    .updateTable('run')
    .set({ ...outcome, finished_at: new Date().toISOString() })
    .where('id', '=', id)
    .executeTakeFirst();
  if (numUpdatedRows === 0n)
    throw new StoreError(`there is no run ${id} in store.sqlite; start it with runs.start`);
}

async function toRun(row: RunRow, epochs: readonly EpochRecord[]): Promise<Run> {
  return {
    id: row.id,
    kind: row.kind,
    config: JSON.parse(row.config),
    status: await statusOf(row),
    startedAt: row.started_at,
    ...(row.finished_at === null ? {} : { finishedAt: row.finished_at }),
    epochs,
    ...(row.report === null ? {} : { report: JSON.parse(row.report) }),
    ...(row.error === null ? {} : { error: row.error }),
  };
}

/** A process of another machine or container cannot be asked whether it lives: its runs stay as they were left. */
async function statusOf({ status, host, pid, process_started }: RunRow): Promise<Run['status']> {
  if (status !== 'running' || host !== (await ownPlace())) return status;
  return (await isAlive({ pid, started: process_started })) ? 'running' : 'interrupted';
}
