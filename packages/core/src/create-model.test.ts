import { describe, expect, it } from 'vitest';
import { tinyModel } from '../test/tiny-problem.ts';
import { createModel, meanRowForUnknown, modelTensors } from './index.ts';

describe('createModel', () => {
  it('is the same bytes for the same seed', () => {
    expect(modelTensors(tinyModel([3]))).toEqual(modelTensors(tinyModel([3])));
    expect(modelTensors(tinyModel([3]))).not.toEqual(modelTensors(tinyModel([3], undefined, 8)));
  });

  it('sizes layers from the inputs side by side to dim, and none without hidden', () => {
    const sizes = (hidden: number[]) => tinyModel(hidden).user.layers.map((l) => [l.inputs, l.outputs]);
    expect(sizes([3, 5])).toEqual([
      [8, 3],
      [3, 5],
      [5, 4],
    ]);
    expect(sizes([])).toEqual([]);
  });

  it('draws rows with deviation 0.1', () => {
    const side = { inputs: [{ feature: 'id', table: 't' }], hidden: [] };
    const model = createModel({
      dim: 64,
      tables: [{ name: 't', rows: 500 }],
      user: side,
      item: side,
      seed: 1,
    });
    const values = model.tables.get('t')?.values ?? new Float32Array();
    const squares = values.reduce((sum, value) => sum + value * value, 0);
    expect(Math.sqrt(squares / values.length)).toBeCloseTo(0.1, 2);
  });

  it('names the input whose table is missing', () => {
    const side = { inputs: [{ feature: 'age', table: 'user.age' }], hidden: [] };
    expect(() => createModel({ dim: 2, tables: [], user: side, item: side, seed: 1 })).toThrow(
      /user tower, input age: no table user.age/,
    );
  });

  it('is residual where it has layers, unless told otherwise', () => {
    const residual = (hidden: number[], residual?: boolean) => {
      const side = { inputs: [{ feature: 'id', table: 't' }], hidden, residual };
      const tables = [{ name: 't', rows: 2 }];
      return createModel({ dim: 2, tables, user: side, item: side, seed: 1 }).item.residual ?? false;
    };
    expect([residual([]), residual([3]), residual([3], false)]).toEqual([false, true, false]);
  });

  it('names the inputs there are where attention asks for another', () => {
    expect(() => tinyModel([], undefined, 7, { attention: { feature: 'age', length: 2 } })).toThrow(
      /user tower, attention: feature age .* id, recent/,
    );
  });

  it('survives a structured clone over the same memory', () => {
    const model = tinyModel([3]);
    const clone = structuredClone(model);
    clone.user.layers[0].weights[0] = 42;
    expect(model.user.layers[0].weights[0]).toBe(42);
    expect(clone.tables.get('item-ids')?.rows).toBe(6);
  });
});

describe('meanRowForUnknown', () => {
  it('is the mean of the other rows', () => {
    const table = tinyModel([]).tables.get('user-ids');
    if (table === undefined) throw new Error('no table');
    table.values.set([9, 9, 9, 9, 1, 2, 3, 4, 3, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    meanRowForUnknown(table);
    expect([...table.values.subarray(0, 4)]).toEqual([1, 1, 1, 1]);
  });
});
