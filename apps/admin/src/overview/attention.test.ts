import { expect, test } from 'vitest';
import type { Overview } from '../service/shapes.ts';
import { concerns } from './attention.ts';

const calm: Overview = {
  service: {
    name: 'films',
    bundleId: 'b',
    deltaSequence: 0,
    items: 10,
    users: 10,
    dim: 4,
    indexKind: 'exact',
    createdAt: '2026-07-01T00:00:00.000Z',
    startedAt: '2026-07-01T00:00:00.000Z',
  },
  report: {
    protocol: {
      split: 'temporal',
      part: 'test',
      seen: 'mask',
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
  },
  bundles: [],
};
const traffic = {
  since: '2026-07-01T00:00:00.000Z',
  minutes: [],
  recalls: 100,
  sources: { model: 90, session: 10 },
  failures: { 404: 50 },
  queue: 0,
};

test('nothing is worth a look where all is well', () => {
  expect(concerns(calm, traffic, 0)).toEqual([]);
  expect(concerns(calm, undefined, 0)).toEqual([]);
});

test('each trouble is told, serious ones first', () => {
  const hour = 3_600_000;
  const found = concerns(
    {
      ...calm,
      service: {
        ...calm.service,
        deltaAge: 2 * hour,
        watermark: 0,
        liveEvents: 3,
        indexRecall: 0.8,
      },
      report: { ...calm.report, warnings: ['one item has half of all clicks'] },
      bundles: [
        { id: 'x', createdAt: '', kind: 'train', aliases: [], metrics: {}, broken: 'index.bin is missing' },
      ],
    },
    { ...traffic, sources: { popularity: 100 }, failures: { 500: 2 }, queue: 101 },
    5 * hour,
  );
  expect(found.map(({ key }) => key)).toEqual([
    'broken',
    'index',
    'failures',
    'queue',
    'delta',
    'watermark',
    'fallbacks',
    'warning one item has half of all clicks',
  ]);
  expect(found[0].text).toBe('1 bundle cannot be served: index.bin is missing');
});

test('events of a time long past are no trouble where a delta has just learnt them', () => {
  const service = { ...calm.service, watermark: 0, liveEvents: 3 };
  const keys = (deltaAge: number) =>
    concerns({ ...calm, service: { ...service, deltaAge } }, traffic, 100 * 3_600_000).map(({ key }) => key);
  expect(keys(60_000)).toEqual([]);
  expect(keys(2 * 3_600_000)).toEqual(['delta', 'watermark']);
});
