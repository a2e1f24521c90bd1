import { createModel, modelTensors } from '@twotower/core';
import { expect, it } from 'vitest';
import { averagedModel } from './averaged-model.ts';
import { weightsOf } from './weights.ts';

function model() {
  return createModel({
    dim: 2,
    tables: [
      { name: 'user-ids', rows: 2 },
      { name: 'item-ids', rows: 2 },
    ],
    user: { inputs: [{ feature: 'id', table: 'user-ids' }], hidden: [3] },
    item: { inputs: [{ feature: 'id', table: 'item-ids' }], hidden: [] },
    seed: 1,
  });
}

function setAll(of: ReturnType<typeof model>, value: number) {
  const { dense, tables } = weightsOf(of);
  for (const { data } of [...Object.values(dense), ...Object.values(tables)]) data.fill(value);
}

it('is the plain mean of the first epochs and then an exponential one, of tables and layers', () => {
  const learning = model();
  const average = averagedModel(learning, 0.6);
  const means: number[] = [];
  for (const [e, value] of [4, 8, 6, 16].entries()) {
    setAll(learning, value);
    average.add(e + 1);
    const { dense, tables } = modelTensors(average.model);
    expect(tables['item-ids'].data[0]).toBe(dense['user.0.kernel'].data[0]);
    means.push(tables['item-ids'].data[0]);
  }
  // 1/2 and then, 2/3 and 3/4 being more, 0.6.
  const third = 0.6 * 6 + 0.4 * 6;
  expect(means[0]).toBe(4);
  expect(means[1]).toBe(6);
  expect(means[2]).toBeCloseTo(third, 5);
  expect(means[3]).toBeCloseTo(0.6 * third + 0.4 * 16, 5);
  expect(learning.tables.get('item-ids')?.values[0]).toBe(16);
});

it('goes on from what was saved', () => {
  const learning = model();
  setAll(learning, 2);
  const whole = averagedModel(learning, 0.5);
  whole.add(1);
  const { dense, tables } = weightsOf(whole.model);
  setAll(learning, 4);
  const resumed = averagedModel(learning, 0.5, { dense, tables });
  resumed.add(2);
  expect(resumed.model.tables.get('item-ids')?.values[0]).toBe(3);
});
