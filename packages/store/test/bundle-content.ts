import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '@twotower/schema';
import type { BundleContent } from '../src/bundle.ts';

export const report: Report = {
  protocol: {
    split: 'temporal',
    part: 'validation',
    seen: 'mask',
    users: 2,
    items: 3,
    trainEvents: 4,
    testEvents: 1,
    seed: 7,
  },
  metrics: { 'recall@20': 0.25 },
  baselines: { popularity: { 'recall@20': 0.125 } },
  slices: {},
  curve: [{ epoch: 1, loss: 2.5, seconds: 1, samplesPerSecond: 1000 }],
  timing: { trainSeconds: 1 },
  warnings: [],
};

/** A bundle of two users and three items with a value of every kind. */
export function bundleContent(): BundleContent {
  const shared = new Float32Array(new SharedArrayBuffer(16)).fill(0.5);
  return {
    kind: 'train',
    seed: 7,
    config: { name: 'films', model: { dim: 2 } },
    features: { 'user.json': '{"a":1}', 'item/title.json': '["é"]' },
    dense: { 'user.0.kernel': { shape: [2, 1], data: Float32Array.of(1, 2) } },
    tables: {
      'user-ids': { shape: [2, 2], data: shared },
      'item.a/b': { shape: [1, 2], data: Float32Array.of(3, 4) },
    },
    learner: {
      meta: { epoch: 3 },
      tensors: {
        'accumulator/user-ids': { shape: [2], data: Float32Array.of(0.1, 0.2) },
        'frequency/last': { shape: [3], data: Int32Array.of(1, -1, 7) },
        temperature: { shape: [], data: Float64Array.of(0.07) },
      },
    },
    itemVectors: Float32Array.of(1, 0, 0, 1, 0.6, 0.8),
    dim: 2,
    saveIndex: (folder) => writeFile(join(folder, 'index.json'), '{"kind":"exact"}'),
    items: {
      ids: ['1', '2', 'drei'],
      columns: {
        id: ['an attribute called id', null, 'x'],
        year: [1999, null, 2001.5],
        genres: [['a', 'b'], [], null],
        mixed: [1, 'two', true],
      },
      popularity: Float64Array.of(3, 1, 0),
    },
    users: {
      ids: ['u1', 'u2'],
      columns: { active: [true, false] },
      history: {
        offsets: Int32Array.of(0, 3, 4),
        items: Int32Array.of(0, 1, 0, 0),
        times: Float64Array.of(1e12, 1e12 + 1, 1.5e12, Number.NaN),
      },
    },
    metrics: report,
  };
}
