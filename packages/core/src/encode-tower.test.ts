import { describe, expect, it } from 'vitest';
import { loadableEngines } from '../test/engines.ts';
import { bag, batchOf, tinyBatch, tinyModel } from '../test/tiny-problem.ts';
import { createModel, encodeTower, poolBag, similarity } from './index.ts';
import { inputWidth, poolInputs } from './pool-inputs.ts';
import { towerForward } from './train/tower-pass.ts';

const engines = await loadableEngines();

describe('poolBag', () => {
  it('adds weighted rows at a stride and offset', () => {
    const table = {
      name: 't',
      rows: 3,
      dim: 2,
      values: Float32Array.of(0, 0, 1, 2, 3, 4),
      accumulator: new Float32Array(3),
    };
    const out = new Float32Array(8).fill(1);
    poolBag(table, bag([[2], [1, 2]]), 2, out, 4, 1);
    expect([...out]).toEqual([1, 4, 5, 1, 1, 3, 4, 1]);
  });

  it('refuses a row beyond the table', () => {
    const model = tinyModel([]);
    expect(() => encodeTower(model, 'item', batchOf(bag([[6]])))).toThrow(/table item-ids: no row 6 of 6/);
  });
});

describe('encodeTower', () => {
  it('without layers is the normalised sum', () => {
    const model = tinyModel([]);
    model.tables.get('item-ids')?.values.set([3, 0, 4, 0], 4);
    const vector = encodeTower(model, 'item', batchOf(bag([[1]])));
    expect([...vector]).toEqual([0.6, 0, 0.8, 0].map(Math.fround));
  });

  it('gives unit rows, and zero for a zero sum', () => {
    const model = tinyModel([3]);
    const vectors = encodeTower(model, 'user', tinyBatch().users);
    for (let r = 0; r < 3; r++) {
      const row = vectors.subarray(r * 4, r * 4 + 4);
      expect(similarity(row, row)).toBeCloseTo(1, 5);
    }
    const flat = tinyModel([]);
    flat.tables.get('item-ids')?.values.fill(0);
    expect([...encodeTower(flat, 'item', batchOf(bag([[1]])))]).toEqual([0, 0, 0, 0]);
  });

  it('refuses a batch of another tower and an out that is too small', () => {
    const model = tinyModel([3]);
    expect(() => encodeTower(model, 'user', tinyBatch().items)).toThrow(/1 bags for 2 inputs \(id, recent\)/);
    expect(() => encodeTower(model, 'item', tinyBatch().items, new Float32Array(3))).toThrow(/need 20/);
  });

  it('starts from the mean where it attends', () => {
    const attention = { feature: 'recent', length: 2 };
    const model = tinyModel([3], undefined, 7, { attention });
    model.user.attention?.query.fill(0);
    model.user.attention?.bias.fill(0);
    const expected = encodeTower(tinyModel([3]), 'user', tinyBatch().users);
    encodeTower(model, 'user', tinyBatch().users).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i], 6);
    });
  });

  it('of a fresh residual model is that of one without layers', () => {
    const side = {
      inputs: [
        { feature: 'id', table: 't' },
        { feature: 'also', table: 't' },
      ],
    };
    const [plain, residual] = [[], [8]].map((hidden) => {
      const tower = { ...side, hidden, residual: true };
      return createModel({ dim: 4, tables: [{ name: 't', rows: 3 }], user: tower, item: tower, seed: 1 });
    });
    const batch = batchOf(bag([[1], [2]]), bag([[0, 1], [2]]));
    const expected = encodeTower(plain, 'user', batch);
    encodeTower(residual, 'user', batch).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i], 6);
    });
  });

  const shapes = [
    { hidden: [] },
    { hidden: [3] },
    { hidden: [7, 5] },
    { hidden: [7, 5], layerNorm: true },
    { hidden: [7, 5], layerNorm: true, residual: true },
    { hidden: [], residual: true },
    { hidden: [3], attention: { feature: 'recent', length: 2 } },
  ];
  it.each(engines.flatMap(({ name, engine }) => shapes.map((shape) => [name, shape, engine] as const)))(
    'equals %s within 1e-5 with %j',
    (_, { hidden, ...options }, engine) => {
      const model = tinyModel(hidden, undefined, 7, options);
      for (const side of ['user', 'item'] as const) {
        const batch = side === 'user' ? tinyBatch().users : tinyBatch().items;
        const width = inputWidth(model[side], model.dim);
        const pooled = new Float32Array(batch.size * width);
        poolInputs(model, model[side], batch, pooled);
        engine.activate();
        const expected = engine.tf.tidy(() =>
          towerForward(
            engine,
            model[side],
            engine.tf.tensor2d(pooled, [batch.size, width]),
          ).vectors.dataSync(),
        );
        encodeTower(model, side, batch, undefined, engine.kernel).forEach((value, i) => {
          expect(Math.abs(value - expected[i])).toBeLessThan(1e-5);
        });
      }
    },
  );
});
