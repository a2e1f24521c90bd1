import type { JobKind } from '@twotower/schema';
import type { Jobs, Lease, Leases } from '@twotower/store';
import type { Clock } from './clock.ts';
import type { DaemonObserver } from './daemon-observer.ts';
import type { RunJob } from './job-process.ts';
import { type LastAsked, Schedule, type ScheduleConfig } from './schedule.ts';
import { lease, workOn } from './work-on.ts';

export interface DaemonParts {
  readonly jobs: Jobs;
  readonly leases: Leases;
  readonly run: RunJob;
  readonly clock: Clock;
  readonly config: ScheduleConfig;
  readonly observer: DaemonObserver;
  /** When the champion was made, milliseconds since 1970: nights since then were missed; undefined where there is none. */
  readonly championSince: () => Promise<number | undefined>;
  /** Whether there is anything for an incremental update to read. */
  readonly hasUnread: () => Promise<boolean>;
}

/** Milliseconds between two looks at schedule and jobs, and until the store is asked again that could not be. */
const lookEvery = 1000;
const afterFault = 5000;

/**
 * Asks for what the schedule says and works on jobs, whoever asked, one after the other, as the only daemon of its store: another
 * waits until this one has ended. All that it knows is in the store, so whoever takes over goes on from there.
 *
 * @param stop ends it: what is under way has a while to end, or is left to whoever comes next
 * @param once end by itself where nothing is left to do
 */
export async function runDaemon(parts: DaemonParts, stop: AbortSignal, once = false): Promise<void> {
  const lead = await takeLead(parts, stop);
  if (lead === undefined) return;
  parts.observer.onLead(true);
  try {
    await work(parts, stop, once);
  } finally {
    lead.release();
    parts.observer.onLead(false);
  }
}

async function takeLead(
  { leases, clock, observer }: DaemonParts,
  stop: AbortSignal,
): Promise<Lease | undefined> {
  for (let waits = false; !stop.aborted; waits = true) {
    const lead = await leases.take('daemon');
    if (lead !== undefined) return lead;
    if (!waits) observer.onWaiting();
    await clock.sleep(lookEvery, stop);
  }
  return undefined;
}

async function work(parts: DaemonParts, stop: AbortSignal, once: boolean): Promise<void> {
  const { clock, config, observer } = parts;
  let schedule: Schedule | undefined;
  while (!stop.aborted) {
    try {
      schedule ??= new Schedule(config, await lastAsked(parts), clock.now());
      for (const kind of schedule.due(clock.now())) await askFor(kind, parts);
      const hasWorked = await workOnNext(parts, stop);
      if (once && !hasWorked) return;
      if (!hasWorked) await clock.sleep(lookEvery, stop);
    } catch (error) {
      // Without a schedule there is nothing to go on with, and once is not for ever.
      if (schedule === undefined || once) throw error;
      observer.onFault(error);
      await clock.sleep(afterFault, stop);
    }
  }
}

/** What is known of the schedule of before, from the store. */
async function lastAsked({ jobs, championSince }: DaemonParts): Promise<LastAsked> {
  const last = async (kind: JobKind): Promise<number | undefined> => {
    const [job] = await jobs.list({ kind, askedBy: 'schedule', limit: 1 });
    return job && Date.parse(job.createdAt);
  };
  const [update, full, champion] = await Promise.all([last('update'), last('full'), championSince()]);
  return { update, full: full ?? champion };
}

/** What waits already, as for its next attempt, waits on. */
async function askFor(kind: JobKind, { jobs, hasUnread }: DaemonParts): Promise<void> {
  if (kind === 'update' && !(await hasUnread())) return;
  const waiting = await jobs.list({ kind, state: 'waiting', limit: 1 });
  if (waiting.length === 0) await jobs.ask({ kind, askedBy: 'schedule' });
}

/** @returns whether there was a job to work on */
async function workOnNext(parts: DaemonParts, stop: AbortSignal): Promise<boolean> {
  const { jobs, run, clock, observer } = parts;
  const claim = await jobs.claim(lease);
  if (claim === undefined) return false;
  const { job } = claim;
  observer.onBegin(job);
  const began = clock.now();
  const onProgress = (message: string): void => observer.onProgress(job, message);
  const workshop = { jobs, run, clock, onProgress, onStoreFault: observer.onFault };
  const outcome = await workOn(claim, workshop, stop);
  const isOurs = outcome.kind !== 'lost' && (await told(() => jobs.end(claim, outcome), parts, stop));
  observer.onEnd(job, isOurs ? outcome : { kind: 'lost' }, clock.now() - began);
  const isNewBundle = outcome.kind === 'done' && outcome.result.kind === 'accepted';
  if (isOurs && isNewBundle) await askFor('prune', parts);
  return true;
}

/** Says how a job ended until the store has taken it; where the daemon stops before that, another takes the job up. */
async function told(
  end: () => Promise<boolean>,
  { clock, observer }: DaemonParts,
  stop: AbortSignal,
): Promise<boolean> {
  for (;;) {
    try {
      return await end();
    } catch (error) {
      if (stop.aborted) throw error;
      observer.onFault(error);
      await clock.sleep(afterFault, stop);
    }
  }
}
