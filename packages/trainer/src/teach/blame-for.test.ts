import type { TrainBatch } from '@twotower/core/train';
import { parseConfig } from '@twotower/schema';
import { expect, it } from 'vitest';
import { blameFor } from './blame-for.ts';

const config = parseConfig({ schema: { user: { id: 'u' }, item: { id: 'i' } }, data: { events: 'log.csv' } });
const inputs = (...names: string[]) => ({
  inputs: names.map((feature) => ({ feature, table: feature })),
  layers: [],
});
const model = { user: inputs('u', 'age'), item: inputs('i', 'embedding') };

const bag = (...weights: number[]) => ({
  offsets: Int32Array.from({ length: weights.length + 1 }, (_, r) => r),
  rows: new Int32Array(weights.length),
  weights: Float32Array.from(weights),
});
const batch: TrainBatch = {
  users: { size: 2, bags: [bag(1, 1), bag(0.5, -2)] },
  items: { size: 2, bags: [bag(1, 1), bag(3, 4)] },
  logQ: Float32Array.of(-1, -2),
  weights: Float32Array.of(1, 0),
  hits: new Int32Array(0),
};
const custom = () => ({ kind: 'custom' as const, source: () => undefined });

it.each<[string, Partial<TrainBatch>, RegExp]>([
  [
    'a weight',
    { weights: Float32Array.of(1, Number.POSITIVE_INFINITY) },
    /weight Infinity; .*schema.event.weight/,
  ],
  ['a weight', { weights: Float32Array.of(-1, 1) }, /weight -1/],
  ['a probability', { logQ: Float32Array.of(0, Number.NaN) }, /log probability is NaN; the custom source/],
  ['a probability', { positiveLogQ: Float32Array.of(0, Number.NaN) }, /log probability is NaN/],
  [
    'a feature',
    { items: { size: 2, bags: [bag(1, 1), bag(3, Number.NaN)] } },
    /feature embedding of the item tower holds NaN/,
  ],
  [
    'a feature',
    { users: { size: 2, bags: [bag(1, 1), bag(1e30, 1)] } },
    /feature age of the user tower holds 1\.0.*e\+30/,
  ],
  ['a constant', { constants: Float32Array.of(Number.NaN) }, /constant ones is not finite/],
])('blames %s', (_, part, message) => {
  expect(blameFor({ ...batch, ...part }, model, { ...config, negatives: [custom()] })).toMatch(message);
});

it('blames a custom loss, or a temperature too small for float32, only where the batch is sound', () => {
  const ofLoss = {
    ...config,
    loss: { kind: 'custom' as const, logQ: 'none' as const, loss: () => undefined },
  };
  expect(blameFor(batch, model, ofLoss)).toMatch(/the loss is custom/);
  expect(blameFor({ ...batch, weights: Float32Array.of(Number.NaN, 1) }, model, ofLoss)).toMatch(
    /weight NaN/,
  );
  const cold = { ...config, model: { ...config.model, temperature: 1e-30 } };
  expect(blameFor(batch, model, cold)).toMatch(/model.temperature is 1e-30/);
});

it('blames nothing where nothing is to be seen', () => {
  expect(blameFor(batch, model, config)).toBeUndefined();
});
