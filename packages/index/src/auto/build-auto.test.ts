import { describe, expect, it } from 'vitest';
import { describeIndex, unitVectors } from '../../test/index-contract.ts';
import { buildIndex } from '../build-index.ts';
import { ExactIndex } from '../exact/exact-index.ts';
import type { VectorIndex } from '../vector-index.ts';
import { measureRecall } from './measure-recall.ts';

const auto = { kind: 'auto', targetRecall: 0.98 } as const;
describeIndex('auto', (vectors, dim, options) => buildIndex(vectors, dim, auto, options));

describe('auto above its threshold', () => {
  // Unit vectors of four numbers: lists of neighbours on a sphere.
  const vectors = unitVectors(3000, 4, 11);

  it('builds lists that reach the target recall', async () => {
    const index = await buildIndex(vectors, 4, auto, { exactUpTo: 1000 });
    expect(index.kind).toBe('ivf');
    expect(measureRecall(index, ExactIndex.over(vectors, 4), vectors)).toBeGreaterThanOrEqual(0.98);
  });

  it('searches exactly, and says so, where the target cannot be reached', async () => {
    const notices: string[] = [];
    const options = { exactUpTo: 1000, onNotice: (line: string) => notices.push(line) };
    const index = await buildIndex(vectors, 4, { kind: 'auto', targetRecall: 1.01 }, options);
    expect(index.kind).toBe('exact');
    expect(notices).toHaveLength(1);
  });
});

describe('measureRecall', () => {
  it('is 1 for the exact index and the share found for a poor one', () => {
    const vectors = unitVectors(400, 4, 2);
    const exact = ExactIndex.over(vectors, 4);
    expect(measureRecall(exact, exact, vectors)).toBe(1);
    expect(measureRecall(exact, exact, new Float32Array(0))).toBe(1);
    const half: VectorIndex = {
      kind: 'exact',
      size: 400,
      dim: 4,
      search: (query) => exact.search(query, 50),
      searchExactly: (query) => exact.search(query, 50),
      searchMany(queries, k) {
        const { rows, scores } = exact.searchMany(queries, k);
        return {
          k,
          rows,
          scores: scores.map((score, i) => (i % k < k / 2 ? score : Number.NEGATIVE_INFINITY)),
        };
      },
      withBias: () => half,
      save: async () => {},
    };
    expect(measureRecall(half, exact, vectors)).toBe(0.5);
  });
});
