import { expect, it } from 'vitest';
import { meantBatch, nightBatch } from './meant-batch.ts';

it('takes a quarter of a batch of training for a whole one, and less where training never saw a whole one', () => {
  expect([1_000_000, 1024, 200, 2, 0].map((learnt) => meantBatch(1024, learnt))).toEqual([
    256, 256, 50, 1, 1,
  ]);
});

it('cuts a night of few events into several steps, and one of many as training does', () => {
  const steps = [10, 1000, 8192, 16_384, 1_000_000].map((taught) => nightBatch(1024, 1_000_000, taught));
  expect(steps).toEqual([256, 256, 512, 1024, 1024]);
  expect(nightBatch(1024, 100, 10)).toBe(25);
  expect(nightBatch(1024, 0, 0)).toBe(1);
});
