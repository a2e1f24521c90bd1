import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadableEngines } from '../../../test/engines.ts';
import {
  negativesOf,
  type PlainBatch,
  plainGradient,
  plainLoss,
  plainTemperatureGradient,
  randomBatch,
} from '../../../test/plain-losses.ts';
import { runLoss } from '../../../test/run-loss.ts';
import { createLoss, type LossOptions } from '../index.ts';

const engines = (await loadableEngines()).filter(({ engine }) => engine.kernel === undefined);

const losses: LossOptions[] = [
  { kind: 'softmax' },
  { kind: 'softmax', logQForm: 'refined' },
  { kind: 'bsl', c: 1.3 },
  { kind: 'ccl', margin: 0.2, weight: 5 },
  { kind: 'binary' },
  { kind: 'binary', form: 'squared' },
  { kind: 'binary', perPositive: 2 },
  { kind: 'binary', form: 'squared', perPositive: 2 },
  { kind: 'triplet-hinge', margin: 0.5 },
  { kind: 'triplet-hinge', margin: 0.5, hardest: 2 },
  { kind: 'triplet-logistic', sigma: 4 },
  { kind: 'triplet-logistic', sigma: 4, hardest: 1 },
];

const withTemperature = (options: LossOptions) =>
  options.kind === 'softmax' ||
  options.kind === 'bsl' ||
  (options.kind === 'binary' && options.form !== 'squared');

/** One user at (1, 0); its positive and then its negatives at these cosines. */
function atCosines(positive: number, ...negatives: number[]): PlainBatch {
  const items = [positive, ...negatives].map((x) => [x, Math.sqrt(1 - x * x)]);
  return {
    users: [[1, 0]],
    items,
    logQ: items.map(() => 0),
    weights: [1],
    hits: [],
    chosen: negatives.map((_, d) => d + 1),
    temperature: 1,
  };
}

const worked: [name: string, LossOptions, PlainBatch, number][] = [
  ['softmax', { kind: 'softmax' }, atCosines(1, -1), 0.1269],
  ['refined without logQ', { kind: 'softmax', logQForm: 'refined' }, atCosines(1, -1), -0.2384],
  [
    'refined, Q 1/4 each',
    { kind: 'softmax', logQForm: 'refined' },
    { ...atCosines(1, -1), logQ: [Math.log(0.25), Math.log(0.25)] },
    -0.2603,
  ],
  ['bsl', { kind: 'bsl', c: 2 }, atCosines(1, 0, -1), -1.7598],
  ['ccl', { kind: 'ccl', margin: 0.4, weight: 3 }, atCosines(0.8, 0.6, 0), 0.5],
  ['squared, chosen', { kind: 'binary', form: 'squared', perPositive: 2 }, atCosines(0.8, 0, -1), 1.04],
  ['squared, all', { kind: 'binary', form: 'squared' }, atCosines(0.8, 0, -1), 0.54],
  ['cross-entropy, chosen', { kind: 'binary', perPositive: 2 }, atCosines(0.8, 0, -1), 1.3775],
  ['cross-entropy, all', { kind: 'binary' }, atCosines(0.8, 0, -1), 0.8743],
  ['hinge', { kind: 'triplet-hinge', margin: 1 }, atCosines(0.8, 0.6, -0.5), 0.4],
  ['hinge, hardest', { kind: 'triplet-hinge', margin: 1, hardest: 1 }, atCosines(0.8, -0.5, 0.6), 0.8],
  ['logistic', { kind: 'triplet-logistic', sigma: 2 }, atCosines(1, 0), 0.1269],
];

function expectClose(actual: readonly number[], expected: readonly number[], within: number) {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, i) => {
    if (!(Math.abs(value - expected[i]) < within)) expect.fail(`[${i}]: ${value} is not ${expected[i]}`);
  });
}

describe.each(engines.map(({ name, engine }) => [name, engine] as const))('losses on %s', (_, engine) => {
  it.each(worked)('%s is its worked example', (_, options, batch, expected) => {
    expect(runLoss(engine, options, batch).loss).toBeCloseTo(expected, 4);
    expect(plainLoss(options, batch)).toBeCloseTo(expected, 4);
  });

  describe.each(losses.map((options) => [JSON.stringify(options), options] as const))('%s', (_, options) => {
    it.each([0, 1, 3])('equals the plain loss and its differences, %i private negatives', (perRow) => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
          const batch = randomBatch(seed, perRow);
          const { loss, users, items, logTemperature } = runLoss(engine, options, batch);
          expect(loss).toBeCloseTo(plainLoss(options, batch), 4);
          expectClose(users, plainGradient(options, batch, 'users'), 1e-3);
          expectClose(items, plainGradient(options, batch, 'items'), 1e-3);
          if (withTemperature(options))
            expectClose([logTemperature ?? Number.NaN], [plainTemperatureGradient(options, batch)], 1e-3);
          else expect(logTemperature).toBeUndefined();
        }),
        { numRuns: 12, seed: 1 + perRow },
      );
    });

    it('leaves exactly zero gradient where an item is no negative of anyone', () => {
      for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
        const batch = randomBatch(seed, 2);
        const { items } = runLoss(engine, options, batch);
        const met = new Set(batch.users.flatMap((_, i) => [i, ...negativesOf(batch, i)]));
        batch.items.forEach((_, j) => {
          if (!met.has(j)) expect(items.slice(3 * j, 3 * j + 3).map(Math.abs)).toEqual([0, 0, 0]);
        });
      }
    });

    it('gives a record of which all negatives are masked no push', () => {
      const batch = { ...atCosines(0.5, 0.9, 0.2), hits: [0, 1, 0, 2] };
      const { users, items, loss } = runLoss(engine, { ...options, ...chooses(options) }, batch);
      expect(items.slice(2).map(Math.abs)).toEqual([0, 0, 0, 0]);
      expect([loss, ...users].every(Number.isFinite)).toBe(true);
    });

    it('keeps the number of tensors over 50 batches', () => {
      const batch = randomBatch(5, 2);
      runLoss(engine, options, batch);
      const { numTensors, numDataBuffers } = engine.tf.memory();
      for (let i = 0; i < 50; i++) runLoss(engine, options, batch);
      expect(engine.tf.memory()).toMatchObject({ numTensors, numDataBuffers });
    });

    it('works in blocks of rows as in one', () => {
      const large = manyRows(1100);
      const { loss, users, items } = runLoss(engine, options, large);
      const of = (gradient: number[], rows: number[]) =>
        rows.flatMap((r) => gradient.slice(2 * r, 2 * r + 2));
      expect(loss).toBeCloseTo(plainLoss(options, large), 4);
      const [someUsers, someItems] = [
        [3, 600, 1099],
        [3, 8, 601, 1099, 1105, 1113, 2209],
      ];
      expectClose(of(users, someUsers), plainGradient(options, large, 'users', someUsers), 1e-3);
      expectClose(of(items, someItems), plainGradient(options, large, 'items', someItems), 1e-3);
    });
  });
});

describe('native and wasm', () => {
  it.skipIf(engines.length < 2).each(losses.map((options) => [JSON.stringify(options), options] as const))(
    'agree within 1e-4: %s',
    (_, options) => {
      for (const seed of [11, 12, 13, 14]) {
        const [a, b] = engines.map(({ engine }) => runLoss(engine, options, randomBatch(seed, seed % 3)));
        expectClose([a.loss, ...a.users, ...a.items], [b.loss, ...b.users, ...b.items], 1e-4);
      }
    },
  );
});

describe('createLoss', () => {
  it.each([
    [{ kind: 'bsl', c: 0 }, /loss bsl: c is 0/],
    [{ kind: 'ccl', margin: 2 }, /loss ccl: margin is 2/],
    [{ kind: 'ccl', weight: -1 }, /loss ccl: weight is -1/],
    [{ kind: 'binary', perPositive: 1.5 }, /perPositive is 1.5/],
    [{ kind: 'triplet-hinge', margin: -1 }, /margin is -1/],
    [{ kind: 'triplet-hinge', hardest: 0 }, /hardest is 0/],
    [{ kind: 'triplet-logistic', sigma: 0 }, /sigma is 0/],
  ] satisfies [LossOptions, RegExp][])('refuses %j', (options, message) => {
    expect(() => createLoss(options)).toThrow(message);
  });

  it('refuses a batch without the chosen candidates it needs', () => {
    const options = { kind: 'binary', perPositive: 2 } as const;
    const batch = randomBatch(3, 0);
    expect(() => runLoss(engines[0].engine, options, { ...batch, chosen: undefined })).toThrow(
      /chosen holds no/,
    );
    const wrong = batch.users.flatMap((_, i) => [i, -1]);
    expect(() => runLoss(engines[0].engine, options, { ...batch, chosen: wrong })).toThrow(
      /column 0 of record 0/,
    );
  });

  it('refuses marks that do not fit the private negatives', () => {
    const batch = randomBatch(3, 2);
    const own = { perRow: 2, present: [1] };
    expect(() => runLoss(engines[0].engine, { kind: 'softmax' }, { ...batch, own })).toThrow(
      /own.present: holds 1/,
    );
  });
});

/** `atCosines` has as many chosen candidates as negatives. */
function chooses(options: LossOptions) {
  return options.kind === 'binary' && options.perPositive ? { perPositive: 2 } : {};
}

/** So many rows that their scores do not fit one block; three of them count. */
function manyRows(size: number): PlainBatch {
  // The golden angle: no two are near each other.
  const vector = (i: number, by = 0) => [Math.cos(2.4 * i + by), Math.sin(2.4 * i + by)];
  return {
    users: Array.from({ length: size }, (_, i) => vector(i)),
    items: Array.from({ length: 2 * size + 10 }, (_, i) => vector(i, 0.1)),
    logQ: new Array(2 * size + 10).fill(-3),
    weights: Array.from({ length: size }, (_, i) =>
      i === 3 || i === 600 || i === size - 1 ? 1 + (i % 3) : 0,
    ),
    hits: [3, 8, size - 1, 2],
    own: { perRow: 1 },
    chosen: Array.from({ length: 2 * size }, (_, i) => (Math.floor(i / 2) + 1 + (i % 2)) % size),
    temperature: 0.5,
  };
}
