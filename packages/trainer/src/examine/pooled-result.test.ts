import { expect, it } from 'vitest';
import { pooledResult } from './pooled-result.ts';

const result = (users: number, pairs: number, recall: number, hits: number, slices: Slice[] = []) => ({
  users,
  pairs,
  metrics: { 'recall@5': recall, 'interaction-hr@5': hits },
  slices,
});
type Slice = Parameters<typeof pooledResult>[0][number]['slices'][number];
const slice = (name: string, users: number, recall: number, leastUsers = 1): Slice => ({
  name,
  users,
  pairs: users,
  leastUsers,
  metrics: { 'recall@5': recall },
});

it('weighs means over users by users, and shares of pairs by pairs', () => {
  const pooled = pooledResult([result(10, 90, 0.2, 0.5), result(20, 10, 0.5, 0.1)]);
  expect([pooled.users, pooled.pairs]).toEqual([30, 100]);
  expect(pooled.metrics['recall@5']).toBeCloseTo(0.4, 12);
  expect(pooled.metrics['interaction-hr@5']).toBeCloseTo(0.46, 12);
});

it('pools slices by name, and counts the users that are enough over all examinations', () => {
  const pooled = pooledResult([
    result(40, 40, 0, 0, [slice('known', 10, 0.1), slice('country=DE', 20, 0.4, 30)]),
    result(40, 40, 0, 0, [
      slice('known', 30, 0.5),
      slice('country=DE', 10, 0.1, 30),
      slice('rare', 9, 1, 30),
    ]),
  ]);
  expect(pooled.sliceUsers).toEqual({ known: 40, 'country=DE': 30 });
  expect(pooled.slices.known['recall@5']).toBeCloseTo(0.4, 12);
  expect(pooled.slices['country=DE']['recall@5']).toBeCloseTo(0.3, 12);
});

it('is one examination as it is, and passes over those that examined nobody', () => {
  const one = result(3, 7, 0.1, 1 / 3);
  expect(pooledResult([one]).metrics).toEqual(one.metrics);
  expect(pooledResult([one, { users: 0, pairs: 0, metrics: {}, slices: [] }]).metrics).toEqual(one.metrics);
  expect(pooledResult([])).toEqual({ metrics: {}, users: 0, pairs: 0, slices: {}, sliceUsers: {} });
});
