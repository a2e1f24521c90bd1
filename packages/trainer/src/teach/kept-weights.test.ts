import { setImmediate as nextTurn } from 'node:timers/promises';
import { createModel, modelTensors } from '@twotower/core';
import { expect, it } from 'vitest';
import type { Checkpoint } from './checkpoint.ts';
import { freeMemory } from './free-memory.ts';
import { keepWeights } from './kept-weights.ts';

const standing = { nextEpoch: 2, sinceBest: 0, bestEpoch: 1, bestValue: 1, curve: [] };

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

/** Of a model whose best epoch had item rows of 5. */
function checkpoint(): Checkpoint {
  const { dense, tables, accumulators } = modelTensors(model());
  const best = Object.fromEntries(
    Object.entries(tables).map(([name, { shape, data }]) => [name, { shape, data: data.slice().fill(5) }]),
  );
  const average = { 'average-dense': {}, 'average-tables': {} };
  const parts = {
    dense,
    tables,
    accumulators,
    state: {},
    'best-dense': dense,
    'best-tables': best,
    ...average,
  };
  return { standing, tensors: parts };
}

it('publishes the best of an interrupted run, of whose checkpoint it holds nothing else', async () => {
  const resumed = model();
  const open = () => {
    const saved = checkpoint();
    return { kept: keepWeights(resumed, 0, true, saved), tables: new WeakRef(saved.tensors.tables) };
  };
  const { kept, tables } = open();
  await nextTurn();
  freeMemory(Number.POSITIVE_INFINITY);
  expect(tables.deref()).toBeUndefined();
  kept.publish();
  expect(resumed.tables.get('item-ids')?.values[0]).toBe(5);
});
