import { createRecallClient } from '@twotower/client';
import type { FolderStore } from '@twotower/store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningServer, runningServer } from '../../test/running-server.ts';

let server: RunningServer;
let store: FolderStore;

beforeAll(async () => {
  server = await runningServer();
  store = server.store;
});
afterAll(() => server.close());

it('asks for a job, shows what became of it with the numbers of its gate, and cancels one that waits', async () => {
  const client = createRecallClient({ url: server.url });
  const { job } = await client.createJob({ kind: 'full' });
  expect(job).toMatchObject({
    kind: 'full',
    state: 'waiting',
    askedBy: 'loopback',
    attempts: 0,
    mostAttempts: 5,
  });
  const claim = await store.jobs.claim(60_000);
  if (claim === undefined) throw new Error('the job is not in the store');
  const runId = await store.runs.start({ kind: 'full', config: {} });
  await store.runs.finish(runId, { ...report, gate });
  await store.jobs.end(claim, {
    kind: 'done',
    result: { kind: 'rejected', bundleId: server.bundleId, runId },
  });
  const { jobs } = await client.jobs({ kind: 'full', limit: 5 });
  expect(jobs).toMatchObject([{ id: job.id, state: 'done', gate, result: { runId } }]);
  await expect(client.cancelJob({ id: job.id })).rejects.toMatchObject({ code: 'CONFLICT' });

  const waiting = await client.createJob({ kind: 'update' });
  const cancelled = await client.cancelJob({ id: waiting.job.id });
  expect(cancelled.job.state).toBe('cancelled');
  await expect(client.cancelJob({ id: 'none' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const acts = (await store.audit.list(10)).map(({ act, target }) => [act, target.split(' ')[0]]);
  expect(acts).toEqual([
    ['cancelJob', 'update'],
    ['createJob', 'update'],
    ['createJob', 'full'],
  ]);
});

const gate = {
  accepted: false,
  reason: 'worse',
  canTell: true,
  window: { from: '1', cut: '2', to: '3' },
  k: 50,
  trained: 10,
  heldOut: 5,
  users: 3,
  indexRecall: 1,
};
const report = {
  protocol: {
    split: 'log',
    part: 'test' as const,
    seen: 'mask' as const,
    users: 1,
    items: 1,
    trainEvents: 1,
    testEvents: 1,
    seed: 1,
  },
  metrics: {},
  baselines: {},
  slices: {},
  curve: [],
  timing: {},
  warnings: [],
};
