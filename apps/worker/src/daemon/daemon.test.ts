import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobKind, JobResult } from '@twotower/schema';
import { folderLeases, type Jobs, openRegistry, type Registry, sqliteJobs } from '@twotower/store';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FakeClock } from '../../test/fake-clock.ts';
import { type DaemonParts, runDaemon } from './daemon.ts';
import { JobError } from './job-error.ts';
import type { RunJob } from './job-process.ts';

const day = 86_400_000;
const noon = Date.UTC(2026, 6, 1, 12);
const nothing: JobResult = { kind: 'nothing-new', bundleId: 'b1' };

let folder: string;
let database: Registry;
let clock: FakeClock;
let jobs: Jobs;
/** Whether events have come. */
let unread: boolean;
/** What was begun, by whom. */
let began: string[];
let running: { stop: () => Promise<void> }[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twotower-daemon-'));
  database = openRegistry(join(folder, 'store.sqlite'));
  clock = new FakeClock(noon, 5);
  jobs = sqliteJobs(database, () => clock.now());
  began = [];
  unread = true;
  running = [];
});
afterEach(async () => {
  for (const daemon of running) await daemon.stop();
  database.close();
  rmSync(folder, { recursive: true });
});

/** A daemon whose jobs are done as the test says. */
function start(work: RunJob = async () => nothing, name = '', championSince = noon) {
  const stop = new AbortController();
  const faults: unknown[] = [];
  const parts: DaemonParts = {
    jobs,
    leases: folderLeases(folder),
    clock,
    config: { daemon: { full: '0 3 * * *', timeZone: 'UTC' }, update: { every: '10m' } },
    run(kind, options) {
      began.push(name + kind);
      return work(kind, options);
    },
    observer: {
      onWaiting() {},
      onLead() {},
      onBegin() {},
      onProgress() {},
      onEnd() {},
      onFault: (error) => void faults.push(error),
    },
    championSince: async () => championSince,
    hasUnread: async () => unread,
  };
  const ended = runDaemon(parts, stop.signal);
  clock.usedUntil(ended);
  const daemon = {
    faults,
    ended,
    stop: async () => {
      stop.abort();
      let over = false;
      const end = ended.then(() => {
        over = true;
      });
      await clock.until(() => over);
      await end;
    },
  };
  running.push(daemon);
  return daemon;
}

/** Work that goes on until it is broken off. */
const endless: RunJob = (_, { signal }) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new JobError('it was ended', true)), { once: true });
  });

const count = (kind: JobKind) => began.filter((each) => each === kind).length;
const newest = async (kind: JobKind) => (await jobs.list({ kind, limit: 1 }))[0];

it('updates every ten minutes and makes a full update at night', async () => {
  start();
  await clock.until(() => count('update') === 3);
  expect(clock.now() - noon).toBeLessThan(21 * 60_000);
  clock.put(noon + day / 2 + 3 * 3_600_000);
  await clock.until(() => count('full') === 1);
  expect(await newest('full')).toMatchObject({ state: 'done', askedBy: 'schedule', result: nothing });
});

it('makes no update while nothing has come', async () => {
  unread = false;
  start();
  await clock.pass(1300);
  expect(began).toEqual([]);
  unread = true;
  await clock.until(() => count('update') === 1, 600);
});

it('catches up after a week with one update and one full update', async () => {
  start(async () => nothing, '', noon - 7 * day);
  await clock.pass(300);
  expect(began).toEqual(['update', 'full']);
});

it('goes on after a restart from what the store knows', async () => {
  const first = start();
  await clock.until(() => count('update') === 1);
  await first.stop();
  start();
  await clock.pass(300);
  expect(began).toEqual(['update']);
});

it('tries a failing update again with back-off, until it goes well', async () => {
  let fails = 2;
  start(async () => {
    if (fails-- > 0) throw new JobError('the disk is full', true);
    return nothing;
  });
  await clock.until(() => count('update') === 1);
  await clock.pass(5);
  expect(await newest('update')).toMatchObject({ state: 'waiting', error: 'the disk is full', attempts: 1 });
  await clock.until(() => count('update') === 2, 30);
  await clock.pass(30);
  expect(count('update')).toBe(2);
  await clock.until(async () => (await newest('update')).state === 'done');
  expect(count('update')).toBe(3);
  expect(await jobs.list({ limit: 10 })).toHaveLength(1);
});

it('does not repeat what somebody has to mend first', async () => {
  start(async () => {
    throw new JobError('unknown key "modle"', false);
  });
  await clock.until(async () => (await newest('update'))?.state === 'failed');
  await clock.pass(60);
  expect(began).toEqual(['update']);
});

it('works on what is asked for, and ends it where it is cancelled', async () => {
  const daemon = start(async (kind, options) => (kind === 'full' ? endless(kind, options) : nothing));
  await clock.until(() => count('update') === 1);
  const { id } = await jobs.ask({ kind: 'full', askedBy: 'k1' });
  await clock.until(() => count('full') === 1);
  await jobs.cancel(id);
  await clock.until(async () => (await jobs.get(id))?.state === 'cancelled', 10);
  await daemon.stop();
  expect(count('full')).toBe(1);
});

it('lets what is under way end when it is to stop, and leaves the rest as if it had not begun', async () => {
  let finish = (): void => {};
  const quick = start(
    () =>
      new Promise((resolve) => {
        finish = () => resolve(nothing);
      }),
  );
  await clock.until(() => count('update') === 1);
  const stopping = quick.stop();
  finish();
  await stopping;
  expect((await newest('update')).state).toBe('done');

  const slow = start(endless);
  await jobs.ask({ kind: 'full', askedBy: 'k1' });
  await clock.until(() => count('full') === 1);
  await slow.stop();
  expect(await newest('full')).toMatchObject({ state: 'waiting', attempts: 0 });
  start();
  await clock.until(async () => (await newest('full')).state === 'done');
});

it('ends a job that tells of no progress, and tries it again', async () => {
  start(endless);
  await clock.until(() => count('update') === 1);
  await clock.until(async () => (await newest('update')).state === 'waiting', 4000, 60);
  expect((await newest('update')).error).toContain('no progress for 60 minutes');
});

it('leads alone, and another takes over when it has ended', async () => {
  const first = start(async () => nothing, 'a:');
  await clock.until(() => began.length === 1);
  start(async () => nothing, 'b:');
  await clock.pass(1500);
  expect(began).toEqual(['a:update', 'a:update', 'a:update']);
  await first.stop();
  await clock.until(() => began.length === 4);
  expect(began[3]).toBe('b:update');
});

it('does nothing twice where the clock is put back', async () => {
  start();
  clock.put(noon + day / 2 + 3 * 3_600_000);
  await clock.until(() => count('full') === 1);
  clock.put(clock.now() - 20 * 60_000);
  await clock.pass(1500);
  expect(count('full')).toBe(1);
  expect(count('update')).toBeGreaterThan(2);
});

it('goes on when the store could not be written for a while', async () => {
  let broken = false;
  const sound = jobs;
  const disk = (): void => {
    if (broken) throw new Error('SQLITE_FULL: the disk is full');
  };
  jobs = {
    ...sound,
    async claim(lease) {
      disk();
      return sound.claim(lease);
    },
    async end(claim, outcome) {
      disk();
      return sound.end(claim, outcome);
    },
  };
  const daemon = start(async () => {
    broken = true;
    return nothing;
  });
  await clock.until(() => daemon.faults.length > 2);
  broken = false;
  await clock.until(async () => (await newest('update')).state === 'done');
  expect(began).toEqual(['update']);
});
