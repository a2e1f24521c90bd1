import { setImmediate as nextTurn } from 'node:timers/promises';
import { createModel, modelTensors } from '@twotower/core';
import { describe, expect, it } from 'vitest';
import { freeMemory } from '../prepare/free-memory.ts';
import { servedWeights } from './served-weights.ts';
import { weightsOf } from './weights.ts';

function model() {
  return createModel({
    dim: 2,
    tables: [
      { name: 'user-ids', rows: 2 },
      { name: 'item-ids', rows: 2 },
    ],
    user: { inputs: [{ feature: 'id', table: 'user-ids' }], hidden: [] },
    item: { inputs: [{ feature: 'id', table: 'item-ids' }], hidden: [] },
    seed: 1,
  });
}

/** Weights whose item rows are all 5. */
function fives() {
  const { dense, tables } = modelTensors(model());
  return {
    dense,
    tables: Object.fromEntries(
      Object.entries(tables).map(([name, { shape, data }]) => [name, { shape, data: data.slice().fill(5) }]),
    ),
  };
}

describe('served weights', () => {
  it('are the best of an interrupted run, of which nothing else is held', async () => {
    const learning = model();
    const open = () => {
      const best = fives();
      return { served: servedWeights(learning, 0, true, { best }), tables: new WeakRef(best.tables) };
    };
    const { served, tables } = open();
    await nextTurn();
    freeMemory(Number.POSITIVE_INFINITY);
    expect(tables.deref()).toBeUndefined();
    expect(served.model.tables.get('item-ids')?.values[0]).toBe(5);
    expect(learning.tables.get('item-ids')?.values[0]).not.toBe(5);
  });

  it('leave the learner its own while a better epoch is kept', () => {
    const learning = model();
    const served = servedWeights(learning, 0, true);
    served.keep();
    const kept = served.model.tables.get('item-ids')?.values.slice();
    weightsOf(learning).tables['item-ids'].data.fill(7);
    expect(served.model.tables.get('item-ids')?.values).toEqual(kept);
    expect(served.examined).toBe(learning);
  });

  it('are those that learn where nothing tells the epochs apart', () => {
    const learning = model();
    const served = servedWeights(learning, 0, false);
    expect(served.model).toBe(learning);
    expect(served.saved()).toEqual({});
  });
});
