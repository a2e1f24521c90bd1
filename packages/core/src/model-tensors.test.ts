import { describe, expect, it } from 'vitest';
import { tinyModel } from '../test/tiny-problem.ts';
import { modelFromTensors, modelTensors } from './index.ts';

describe('modelTensors', () => {
  it('names dense parts by tower, layer and part', () => {
    const { dense, tables, accumulators } = modelTensors(tinyModel([3]));
    expect(Object.keys(dense)).toEqual([
      'user.0.kernel',
      'user.0.bias',
      'user.1.kernel',
      'user.1.bias',
      'item.0.kernel',
      'item.0.bias',
      'item.1.kernel',
      'item.1.bias',
    ]);
    expect(dense['user.0.kernel'].shape).toEqual([8, 3]);
    expect(tables['item-ids'].shape).toEqual([6, 4]);
    expect(accumulators['item-ids'].shape).toEqual([6]);
  });

  it.each([
    { hidden: [] },
    { hidden: [3] },
    { hidden: [5, 3] },
    { hidden: [5, 3], layerNorm: true },
    { hidden: [5, 3], residual: true },
    { hidden: [5], layerNorm: true, residual: true },
    { hidden: [], attention: { feature: 'recent', length: 2 } },
  ])('round trips with %j', ({ hidden, ...options }) => {
    const model = tinyModel(hidden, undefined, 7, options);
    const again = modelFromTensors({
      user: model.user.inputs,
      item: model.item.inputs,
      ...modelTensors(model),
    });
    expect(again).toEqual(model);
  });

  it('refuses half an attention', () => {
    const model = tinyModel([], undefined, 7, { attention: { feature: 'recent', length: 2 } });
    const { dense, tables } = modelTensors(model);
    const { 'user.attention.query': _, ...half } = dense;
    const source = { user: model.user.inputs, item: model.item.inputs, tables, dense: half };
    expect(() => modelFromTensors(source)).toThrow(/user tower, attention: input 1 of 2/);
  });

  it('refuses arrays that do not fit their shape', () => {
    const model = tinyModel([]);
    const { dense, tables } = modelTensors(model);
    const cut = { ...tables, 'item-ids': { shape: [6, 4], data: new Float32Array(5) } };
    expect(() =>
      modelFromTensors({ user: model.user.inputs, item: model.item.inputs, dense, tables: cut }),
    ).toThrow(/table item-ids: holds 5 numbers/);
  });
});
