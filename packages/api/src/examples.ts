import type { ComparisonView } from './comparison.ts';
import type { JobSummary } from './job.ts';
import type { Overview } from './overview.ts';
import type { RecallAnswer } from './recall.ts';

/** What several endpoints show as an example. */
export const bundleId = '20260701T120000-5d1f0a';
export const requestId = '0b0f6f0e-5a0c-4f0e-9a51-0a6d7a8f4c11';

export const recallAnswer: RecallAnswer = {
  requestId,
  bundleId,
  deltaSequence: 0,
  source: 'model',
  items: [
    { itemId: 'film-7', score: 0.812345, attributes: { title: 'Seven Hills', year: 2026 } },
    { itemId: 'film-12', score: 0.790123, attributes: { title: 'Twelve Bells', year: 1999 } },
  ],
};

export const overview: Overview = {
  service: {
    name: 'films',
    bundleId,
    deltaSequence: 0,
    items: 3000,
    users: 2000,
    dim: 32,
    indexKind: 'exact',
    createdAt: '2026-07-01T12:00:00.000Z',
    startedAt: '2026-07-01T12:05:00.000Z',
  },
  report: {
    protocol: {
      split: 'time',
      part: 'validation',
      seen: 'mask',
      users: 1500,
      items: 3000,
      trainEvents: 240_000,
      testEvents: 30_000,
      seed: 42,
    },
    metrics: { 'recall@20': 0.31, 'ndcg@20': 0.22 },
    baselines: { popularity: { 'recall@20': 0.12, 'ndcg@20': 0.08 } },
    slices: {},
    curve: [{ epoch: 1, loss: 4.2, seconds: 3.1, samplesPerSecond: 80_000 }],
    timing: { train: 40 },
    warnings: [],
  },
  bundles: [
    {
      id: bundleId,
      createdAt: '2026-07-01T12:00:00.000Z',
      kind: 'train',
      aliases: ['champion'],
      metrics: { 'recall@20': 0.31 },
    },
  ],
};

export const run = {
  id: '20260701T120000-a1b2c3',
  kind: 'train',
  status: 'finished' as const,
  startedAt: '2026-07-01T12:00:00.000Z',
  finishedAt: '2026-07-01T12:01:00.000Z',
  epochs: 12,
  metrics: { 'recall@20': 0.31 },
};

export const key = {
  id: 'k1b2c3d4',
  scopes: ['recall' as const, 'events' as const],
  name: 'web shop',
  createdAt: '2026-07-01T12:00:00.000Z',
};

export const waitingJob: JobSummary = {
  id: '20260702T091500-b2c3d4',
  kind: 'update',
  state: 'waiting',
  askedBy: 'k1b2c3d4',
  createdAt: '2026-07-02T09:15:00.000Z',
  dueAt: '2026-07-02T09:15:00.000Z',
  attempts: 0,
  mostAttempts: 5,
  cancelAsked: false,
};

export const job: JobSummary = {
  id: '20260702T030000-a1b2c3',
  kind: 'full',
  state: 'done',
  askedBy: 'schedule',
  createdAt: '2026-07-02T03:00:00.000Z',
  dueAt: '2026-07-02T03:00:00.000Z',
  startedAt: '2026-07-02T03:00:01.000Z',
  heartbeatAt: '2026-07-02T03:04:58.000Z',
  finishedAt: '2026-07-02T03:05:00.000Z',
  attempts: 1,
  mostAttempts: 5,
  cancelAsked: false,
  result: { kind: 'accepted', bundleId, deltaSequence: 1, runId: '20260702T030001-c3d4e5' },
  gate: {
    accepted: true,
    canTell: true,
    reason: 'recall@50 0.3100, champion 0.3000, prior alone 0.1200: not surely worse',
    window: { from: '300000', cut: '318000', to: '320000' },
    k: 50,
    trained: 18_000,
    heldOut: 2000,
    users: 900,
    recall: { candidate: 0.31, champion: 0.3, prior: 0.12 },
    against: {
      champion: { difference: 0.01, low: -0.002, high: 0.022 },
      prior: { difference: 0.19, low: 0.17, high: 0.21 },
    },
    coverage: { candidate: 0.4, champion: 0.39 },
    collapse: { candidate: 0.05, champion: 0.05 },
    indexRecall: 1,
  },
};

export const comparison: ComparisonView = {
  id: '20260701T120000-c4d21e',
  kind: 'interleave',
  treatment: 'candidate',
  share: 0.2,
  startedAt: '2026-07-01T12:00:00.000Z',
  startedBy: 'k1b2c3d4',
  arms: [{ arm: 'both', users: 1200, requests: 9400, counted: 2100, rate: 0.11 }],
  difference: { estimate: 0.11, low: 0.03, high: 0.19 },
  verdict: 'treatment',
};
