import { type Jobs, mostAttempts, type Outcome } from '../jobs.ts';
import { timeId } from '../time-id.ts';
import { claimJob } from './claim-job.ts';
import { blankJob, toJob } from './job-row.ts';
import type { Registry } from './registry.ts';
import type { JobRow } from './schema.ts';

/** Jobs in SQLite. @param clock milliseconds since 1970 */
export function sqliteJobs(database: Registry, clock: () => number = Date.now): Jobs {
  const isoAt = (milliseconds: number): string => new Date(milliseconds).toISOString();
  const now = (): string => isoAt(clock());
  return {
    async ask({ kind, askedBy }) {
      const at = now();
      const asked = { ...blankJob, id: timeId(at), kind, asked_by: askedBy, created_at: at, due_at: at };
      const row = await database
        .writing()
        .transaction()
        .execute(async (step) => {
          // The first statement is a write, so that nobody else asks meanwhile.
          const waiting = await step
            .updateTable('job')
            .set({ due_at: at })
            .where('kind', '=', kind)
            .where('state', '=', 'waiting')
            .returningAll()
            .executeTakeFirst();
          return waiting ?? step.insertInto('job').values(asked).returningAll().executeTakeFirstOrThrow();
        });
      return toJob(row);
    },
    claim: (lease) => claimJob(database, clock(), lease),
    async heartbeat({ token }, progress) {
      const row = await database
        .writing()
        .updateTable('job')
        .set({ heartbeat_at: now(), ...(progress !== undefined && { progress }) })
        .where('claim', '=', token)
        .returning('cancel_asked')
        .executeTakeFirst();
      if (row === undefined) return 'lost';
      return row.cancel_asked === 1 ? 'cancel' : 'go-on';
    },
    async end({ job, token }, outcome) {
      const { numUpdatedRows } = await database
        .writing()
        .updateTable('job')
        .set({ claim: null, ...changesBy(outcome, job.attempts, now(), (after) => isoAt(clock() + after)) })
        .where('claim', '=', token)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async cancel(id) {
      const row = await database
        .writing()
        .transaction()
        .execute(async (step) => {
          await step
            .updateTable('job')
            .set({ cancel_asked: 1 })
            .where('id', '=', id)
            .where('state', 'in', ['waiting', 'running'])
            .execute();
          await step
            .updateTable('job')
            .set({ state: 'cancelled', finished_at: now() })
            .where('id', '=', id)
            .where('state', '=', 'waiting')
            .execute();
          return step.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirst();
        });
      return row && toJob(row);
    },
    async get(id) {
      const row = await database
        .reading()
        .selectFrom('job')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row && toJob(row);
    },
    async list({ limit, kind, state, askedBy }) {
      let query = database.reading().selectFrom('job').selectAll();
      if (kind !== undefined) query = query.where('kind', '=', kind);
      if (state !== undefined) query = query.where('state', '=', state);
      if (askedBy !== undefined) query = query.where('asked_by', '=', askedBy);
      return (await query.orderBy('sequence', 'desc').limit(limit).execute()).map(toJob);
    },
    async prune(before) {
      const { numDeletedRows } = await database
        .writing()
        .deleteFrom('job')
        .where('finished_at', '<', isoAt(before))
        .where('state', 'in', ['done', 'failed', 'cancelled'])
        .where('sequence', 'not in', (query) =>
          query
            .selectFrom('job')
            .select(({ fn }) => fn.max('sequence').as('newest'))
            .groupBy(['kind', 'asked_by']),
        )
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

/** What of a row an outcome changes. */
function changesBy(
  outcome: Outcome,
  attempts: number,
  now: string,
  later: (milliseconds: number) => string,
): Partial<JobRow> {
  switch (outcome.kind) {
    case 'done':
      return { state: 'done', finished_at: now, result: JSON.stringify(outcome.result), error: null };
    case 'cancelled':
      return { state: 'cancelled', finished_at: now };
    case 'given-back':
      return { state: 'waiting', attempts: attempts - 1, due_at: now };
    case 'failed': {
      const { error, retryIn } = outcome;
      return retryIn !== undefined && attempts < mostAttempts
        ? { state: 'waiting', due_at: later(retryIn), error }
        : { state: 'failed', finished_at: now, error };
    }
  }
}
