import { expect, it } from 'vitest';
import { clearlyBest } from './clearly-best.ts';

const USERS = 400;

/** What users come to, around a mean. */
function valuesAround(mean: number) {
  const values = Float32Array.from({ length: USERS }, (_, u) => mean + 0.1 * Math.sin(u));
  return { metrics: ['ndcg@20'], values, users: Int32Array.from({ length: USERS }, (_, u) => u) };
}

const gridOf = (means: readonly (readonly number[])[]) =>
  means.map((row, r) => row.map((mean, c) => ({ name: `${r}.${c}`, values: valuesAround(mean) })));

const bestOf = (means: readonly (readonly number[])[], current = 0.2) =>
  clearlyBest(gridOf(means), valuesAround(current), 'ndcg@20', 1);

it('takes the best, and says what it gains', () => {
  const found = bestOf([
    [0.2, 0.21, 0.2],
    [0.2, 0.27, 0.2],
  ]);
  expect(found?.candidate.name).toBe('1.1');
  expect(found?.gain).toBeCloseTo(0.35, 2);
});

it('takes a candidate that has no neighbours', () => {
  expect(bestOf([[0.3]])?.candidate.name).toBe('0.0');
});

it('takes nothing that gains less than a hundredth, nor what is worse', () => {
  expect(bestOf([[0.2015, 0.2014]])).toBeUndefined();
  expect(bestOf([[0.15, 0.1]])).toBeUndefined();
});

it('takes nothing that only those who choose are better by', () => {
  const lopsided = valuesAround(0.2);
  lopsided.values.forEach((_, u) => {
    lopsided.values[u] += u % 2 === 0 ? 0.1 : 0;
  });
  expect(clearlyBest([[{ values: lopsided }]], valuesAround(0.2), 'ndcg@20', 1)).toBeUndefined();
});
