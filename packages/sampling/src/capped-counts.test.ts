import { expect, it } from 'vitest';
import { capPositives } from './cap-positives.ts';
import { addCappedCounts } from './capped-counts.ts';

const user = Int32Array.of(0, 0, 0, 0, 2, 2, 3);
const item = Int32Array.of(0, 0, 0, 1, 1, 2, 2);
const events = { length: 7, user, item };

it('counts each event by its chance to be among the user’s cap, onto what is there', () => {
  const counts = Float64Array.of(10, 0, 0);
  addCappedCounts(counts, events, 2);
  expect([...counts]).toEqual([11.5, 1.5, 2]);
});

it('equals what the cap keeps, over all epochs of a round', () => {
  const expected = new Float64Array(3);
  addCappedCounts(expected, events, 1);
  const epochs = 4;
  const kept = new Float64Array(3);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const event of capPositives(user, { cap: 1, epoch, seed: 5 })) kept[item[event]] += 1 / epochs;
  }
  expect([...kept]).toEqual([...expected]);
});

it('refuses a cap below 1', () => {
  expect(() => addCappedCounts(new Float64Array(3), events, 0)).toThrow(/at least 1, got 0/);
});
