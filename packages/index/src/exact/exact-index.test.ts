import fc from 'fast-check';
import { expect, it } from 'vitest';
import { describeIndex } from '../../test/index-contract.ts';
import { buildIndex } from '../build-index.ts';
import { ExactIndex } from './exact-index.ts';

describeIndex('exact', (vectors, dim, options) => buildIndex(vectors, dim, { kind: 'exact' }, options));

it('agrees with a full sort on scores full of ties', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -2, max: 2 }), { maxLength: 60 }), fc.nat(70), (values, k) => {
      const { rows, scores } = new ExactIndex(Float32Array.from(values), 1).search(Float32Array.of(1), k);
      const truth = values
        .map((score, row) => ({ score, row }))
        .sort((a, b) => b.score - a.score || a.row - b.row);
      expect(Array.from(rows)).toEqual(truth.slice(0, k).map(({ row }) => row));
      expect(Array.from(scores)).toEqual(truth.slice(0, k).map(({ score }) => score));
    }),
  );
});

it('asks the filter only about rows that would enter the answer', () => {
  const asked: number[] = [];
  new ExactIndex(Float32Array.of(3, 1, 4, 1), 1).search(Float32Array.of(1), 1, (row) => asked.push(row) > 0);
  expect(asked).toEqual([0, 2]);
});
