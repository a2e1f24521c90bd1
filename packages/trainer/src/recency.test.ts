import { expect, it } from 'vitest';
import { inMemory, positivesInOrder } from './positives.ts';
import { weighByRecency } from './recency.ts';

const day = 86_400_000;

function source(times: number[]) {
  const offsets = Int32Array.of(0, 2, times.length);
  const positives = positivesInOrder(offsets, Int32Array.from(times.keys()));
  positives.time.set(times);
  positives.weight.set([1, 1, 3]);
  return inMemory(offsets, positives);
}

it('halves the weight for every half-life that a positive is older than the newest of the whole log', () => {
  const weighed = weighByRecency(source([0, 4 * day, 6 * day]), '2d');
  expect([...weighed.readUsers(0, 2).weight]).toEqual([0.125, 0.5, 3]);
  expect([...weighed.readUsers(0, 1).weight]).toEqual([0.125, 0.5]);
});

it('leaves the log and, without a half-life, all weights as they are', () => {
  const log = source([0, 4 * day, 6 * day]);
  weighByRecency(log, '2d').readUsers(0, 2);
  expect([...log.readUsers(0, 2).weight]).toEqual([1, 1, 3]);
  expect(weighByRecency(log, undefined)).toBe(log);
});

it('asks for times where the log has none', () => {
  expect(() => weighByRecency(source([0, Number.NaN, 1]), '2d')).toThrow(/name schema.event.time/);
});
