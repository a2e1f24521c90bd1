import { describe, expect, it } from 'vitest';
import { loadableEngines } from '../test/engines.ts';
import { bag, batchOf, tinyBatch, tinyModel } from '../test/tiny-problem.ts';
import { createModel, encodeTower, similarity } from './index.ts';
import { tensorProducts } from './train/tensor-products.ts';

const engines = await loadableEngines();

describe('encodeTower', () => {
  it('refuses a row beyond the table, by hand or by the kernel, attended to or not', () => {
    const model = tinyModel([], undefined, 7, { attention: { feature: 'recent', length: 2 } });
    for (const { engine } of engines) {
      const encode = (side: 'user' | 'item', ...bags: Parameters<typeof bag>[0][]) =>
        encodeTower(model, side, batchOf(...bags.map(bag)), undefined, engine.kernel);
      expect(() => encode('item', [[6]])).toThrow(/table item-ids: no row 6 of 6/);
      expect(() => encode('user', [[1]], [[2, -1]])).toThrow(/table item-ids: no row -1 of 6/);
    }
  });

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
    'by %s equals the plain one within 1e-5 with %j',
    (_, { hidden, ...options }, engine) => {
      const model = tinyModel(hidden, undefined, 7, options);
      for (const side of ['user', 'item'] as const) {
        const batch = side === 'user' ? tinyBatch().users : tinyBatch().items;
        const expected = encodeTower(model, side, batch);
        const products = engine.kernel ?? tensorProducts(engine);
        encodeTower(model, side, batch, undefined, products).forEach((value, i) => {
          expect(Math.abs(value - expected[i])).toBeLessThan(1e-5);
        });
      }
    },
  );
});
