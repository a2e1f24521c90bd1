import { randomUUID } from 'node:crypto';
import { type Claim, mostAttempts } from '../jobs.ts';
import { toJob } from './job-row.ts';
import { isAlive, ownPlace, ownProcess } from './process-identity.ts';
import type { Registry } from './registry.ts';
import type { JobRow } from './schema.ts';

/**
 * Takes up the job that has been due the longest, see {@link Jobs}. Several may try at once: each change asks that the row is still
 * as it was seen.
 *
 * @param now milliseconds since 1970
 */
export async function claimJob(database: Registry, now: number, lease: number): Promise<Claim | undefined> {
  const rows = await database
    .reading()
    .selectFrom('job')
    .selectAll()
    .where('state', 'in', ['waiting', 'running'])
    .orderBy('due_at')
    .orderBy('sequence')
    .execute();
  for (const row of rows) {
    const isFree = row.state === 'waiting' ? isDue(row, now) : await isLost(row, now, lease);
    if (!isFree) continue;
    const claim = await take(database, row, new Date(now).toISOString());
    if (claim !== undefined) return claim;
  }
  return undefined;
}

/** What began later than now was begun before the clock was put back, and waits for a moment that may be far off. */
function isDue({ due_at, created_at, started_at }: JobRow, now: number): boolean {
  return Date.parse(due_at) <= now || Date.parse(started_at ?? created_at) > now;
}

/** Whether nobody works on a running job any more: its process has ended or is silent, by a clock that may have been put back. */
async function isLost(row: JobRow, now: number, lease: number): Promise<boolean> {
  const { host, pid, process_started, heartbeat_at } = row;
  if (heartbeat_at === null || Math.abs(now - Date.parse(heartbeat_at)) > lease) return true;
  if (host !== (await ownPlace()) || pid === null) return false;
  return !(await isAlive({ pid, started: process_started ?? '0' }));
}

async function take(database: Registry, row: JobRow, at: string): Promise<Claim | undefined> {
  const token = randomUUID();
  const { pid, started } = await ownProcess();
  const taken = await database
    .writing()
    .updateTable('job')
    .set(
      closing(row, at) ?? {
        state: 'running',
        started_at: at,
        heartbeat_at: at,
        attempts: row.attempts + 1,
        progress: null,
        claim: token,
        host: await ownPlace(),
        pid,
        process_started: started,
      },
    )
    .where('id', '=', row.id)
    .where('state', '=', row.state)
    .where('cancel_asked', '=', row.cancel_asked)
    .where('claim', row.claim === null ? 'is' : '=', row.claim)
    .returningAll()
    .executeTakeFirst();
  return taken?.claim === token ? { job: toJob(taken), token } : undefined;
}

/** How a job ends that was cancelled, or begun too often, and whose worker is gone. */
function closing({ cancel_asked, attempts }: JobRow, at: string): Partial<JobRow> | undefined {
  if (cancel_asked === 1) return { state: 'cancelled', finished_at: at, claim: null };
  if (attempts < mostAttempts) return undefined;
  const error = `whoever worked on it ended without a word, at the ${attempts}th attempt too`;
  return { state: 'failed', finished_at: at, claim: null, error };
}
