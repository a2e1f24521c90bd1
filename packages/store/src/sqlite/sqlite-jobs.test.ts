import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withFolder } from '../../test/with-folder.ts';
import { type Jobs, mostAttempts } from '../jobs.ts';
import { openRegistry } from './registry.ts';
import { sqliteJobs } from './sqlite-jobs.ts';

const second = 1000;
const lease = 60 * second;
const done = { kind: 'done', result: { kind: 'nothing-new', bundleId: 'b1' } } as const;

/** Jobs with a clock that a test sets. */
async function withJobs(task: (jobs: Jobs, clock: { now: number }, file: string) => Promise<void>) {
  await withFolder(async (folder) => {
    const file = join(folder, 'store.sqlite');
    const database = openRegistry(file);
    const clock = { now: Date.UTC(2026, 6, 1) };
    try {
      await task(
        sqliteJobs(database, () => clock.now),
        clock,
        file,
      );
    } finally {
      database.close();
    }
  });
}

async function claimed(jobs: Jobs) {
  const claim = await jobs.claim(lease);
  if (claim === undefined) throw new Error('nothing to claim');
  return claim;
}

it('gives a job to one worker, keeps what it came to, and asks for no more than one of a kind that waits', () =>
  withJobs(async (jobs, clock) => {
    const first = await jobs.ask({ kind: 'update', askedBy: 'schedule' });
    expect(first).toMatchObject({ state: 'waiting', attempts: 0, askedBy: 'schedule', cancelAsked: false });
    expect((await jobs.ask({ kind: 'update', askedBy: 'k1' })).id).toBe(first.id);
    const full = await jobs.ask({ kind: 'full', askedBy: 'k1' });
    expect((await jobs.list({ limit: 10 })).map(({ id }) => id)).toEqual([full.id, first.id]);

    const claim = await claimed(jobs);
    expect(claim.job).toMatchObject({ id: first.id, state: 'running', attempts: 1 });
    // While it runs another may wait, as there may be new events by now.
    expect((await jobs.ask({ kind: 'update', askedBy: 'k1' })).id).not.toBe(first.id);
    expect(await jobs.heartbeat(claim, 'epoch 1')).toBe('go-on');
    expect((await jobs.get(first.id))?.progress).toBe('epoch 1');
    clock.now += second;
    expect(await jobs.end(claim, done)).toBe(true);
    expect(await jobs.get(first.id)).toMatchObject({
      state: 'done',
      result: done.result,
      finishedAt: '2026-07-01T00:00:01.000Z',
    });
    expect(await jobs.end(claim, done)).toBe(false);
    expect((await claimed(jobs)).job.id).toBe(full.id);
    expect((await claimed(jobs)).job.kind).toBe('update');
    expect(await jobs.claim(lease)).toBeUndefined();
  }));

it('tries a failed job again after its back-off, and gives up in the end', () =>
  withJobs(async (jobs, clock) => {
    const { id } = await jobs.ask({ kind: 'update', askedBy: 'schedule' });
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      const claim = await claimed(jobs);
      expect(claim.job.attempts).toBe(attempt);
      await jobs.end(claim, { kind: 'failed', error: `fault ${attempt}`, retryIn: 30 * second });
      expect(await jobs.claim(lease)).toBeUndefined();
      clock.now += 30 * second;
    }
    expect(await jobs.get(id)).toMatchObject({ state: 'failed', error: `fault ${mostAttempts}` });
    await jobs.ask({ kind: 'update', askedBy: 'schedule' });
    const once = await claimed(jobs);
    await jobs.end(once, { kind: 'failed', error: 'the config' });
    expect(await jobs.get(once.job.id)).toMatchObject({ state: 'failed', attempts: 1 });
  }));

it('does not count an attempt that was given back, and brings what waits forward', () =>
  withJobs(async (jobs, clock) => {
    const { id } = await jobs.ask({ kind: 'full', askedBy: 'schedule' });
    await jobs.end(await claimed(jobs), { kind: 'given-back' });
    expect(await jobs.get(id)).toMatchObject({ state: 'waiting', attempts: 0 });
    await jobs.end(await claimed(jobs), { kind: 'failed', error: 'no', retryIn: 3600 * second });
    clock.now += second;
    expect(await jobs.claim(lease)).toBeUndefined();
    await jobs.ask({ kind: 'full', askedBy: 'k1' });
    expect((await claimed(jobs)).job).toMatchObject({ id, attempts: 2 });
  }));

it('gives a silent worker’s job to another, whose outcome alone counts', () =>
  withJobs(async (jobs, clock) => {
    await jobs.ask({ kind: 'update', askedBy: 'schedule' });
    const silent = await claimed(jobs);
    clock.now += lease;
    expect(await jobs.claim(lease)).toBeUndefined();
    clock.now += 1;
    const other = await claimed(jobs);
    expect(other.job).toMatchObject({ id: silent.job.id, attempts: 2 });
    expect(await jobs.heartbeat(silent)).toBe('lost');
    expect(await jobs.end(silent, { kind: 'failed', error: 'late' })).toBe(false);
    expect(await jobs.end(other, done)).toBe(true);
  }));

it('closes a job whose workers died of it time and again', () =>
  withJobs(async (jobs, clock) => {
    const { id } = await jobs.ask({ kind: 'full', askedBy: 'schedule' });
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      await claimed(jobs);
      clock.now += lease + 1;
    }
    expect(await jobs.claim(lease)).toBeUndefined();
    expect(await jobs.get(id)).toMatchObject({ state: 'failed', error: expect.stringContaining('5th') });
  }));

it('takes up at once what a killed process has left', () =>
  withJobs(async (jobs, clock, file) => {
    const { id } = await jobs.ask({ kind: 'update', askedBy: 'schedule' });
    const place = (name: string) => JSON.stringify(new URL(name, import.meta.url).href);
    const code = `const { openRegistry } = await import(${place('./registry.ts')});
      const { sqliteJobs } = await import(${place('./sqlite-jobs.ts')});
      const claim = await sqliteJobs(openRegistry(${JSON.stringify(file)}), () => ${clock.now}).claim(${lease});
      if (claim?.job.id !== ${JSON.stringify(id)}) process.exit(7);
      process.kill(process.pid, 'SIGKILL');`;
    const { signal } = spawnSync(process.execPath, [...process.execArgv, '--input-type=module', '-e', code], {
      cwd: new URL('../..', import.meta.url),
    });
    expect(signal).toBe('SIGKILL');
    expect((await jobs.get(id))?.state).toBe('running');
    expect((await claimed(jobs)).job).toMatchObject({ id, attempts: 2 });
  }));

it('cancels what waits at once, what runs through its worker, and what nobody works on any more', () =>
  withJobs(async (jobs, clock) => {
    const waiting = await jobs.ask({ kind: 'update', askedBy: 'schedule' });
    expect(await jobs.cancel(waiting.id)).toMatchObject({ state: 'cancelled', cancelAsked: true });
    expect(await jobs.claim(lease)).toBeUndefined();

    const running = await jobs.ask({ kind: 'update', askedBy: 'schedule' });
    const claim = await claimed(jobs);
    expect(await jobs.cancel(running.id)).toMatchObject({ state: 'running', cancelAsked: true });
    expect(await jobs.heartbeat(claim)).toBe('cancel');
    await jobs.end(claim, { kind: 'cancelled' });
    expect((await jobs.get(running.id))?.state).toBe('cancelled');

    const left = await jobs.ask({ kind: 'update', askedBy: 'schedule' });
    await claimed(jobs);
    await jobs.cancel(left.id);
    clock.now += lease + 1;
    expect(await jobs.claim(lease)).toBeUndefined();
    expect((await jobs.get(left.id))?.state).toBe('cancelled');

    const ended = await jobs.cancel(running.id);
    expect(ended?.state).toBe('cancelled');
    expect(await jobs.cancel('none')).toBeUndefined();
  }));

it('does not wait for a moment that a clock put back has moved into the future', () =>
  withJobs(async (jobs, clock) => {
    await jobs.ask({ kind: 'update', askedBy: 'schedule' });
    clock.now -= 3600 * second;
    const claim = await claimed(jobs);
    clock.now -= 3600 * second;
    expect((await claimed(jobs)).job).toMatchObject({ id: claim.job.id, attempts: 2 });
  }));

it('forgets what ended long ago, but the newest of each kind', () =>
  withJobs(async (jobs, clock) => {
    const ids: string[] = [];
    for (const kind of ['update', 'update', 'full'] as const) {
      ids.push((await jobs.ask({ kind, askedBy: 'schedule' })).id);
      await jobs.end(await claimed(jobs), done);
    }
    await jobs.ask({ kind: 'prune', askedBy: 'schedule' });
    expect(await jobs.prune(clock.now)).toBe(0);
    expect(await jobs.prune(clock.now + 1)).toBe(1);
    expect((await jobs.list({ limit: 10, kind: 'update' })).map(({ id }) => id)).toEqual([ids[1]]);
    expect(await jobs.list({ limit: 10, state: 'done' })).toHaveLength(2);
  }));
