import { describe, expect, it } from 'vitest';
import { describeIndex, unitVectors } from '../../test/index-contract.ts';
import { buildIndex } from '../build-index.ts';
import { ExactIndex } from '../exact/exact-index.ts';
import { hnswAvailable } from '../hnsw/load-hnswlib.ts';
import type { VectorIndex } from '../vector-index.ts';
import { measureRecall } from './measure-recall.ts';

describeIndex('auto', (vectors, dim, options) =>
  buildIndex(vectors, dim, { kind: 'auto', targetRecall: 0.98 }, options),
);

const { available } = await hnswAvailable();

describe.skipIf(!available)('auto above its threshold', () => {
  const vectors = unitVectors(3000, 16, 11);

  it('builds a graph that reaches the target recall', async () => {
    const index = await buildIndex(vectors, 16, { kind: 'auto', targetRecall: 0.98 }, { exactUpTo: 1000 });
    expect(index.kind).toBe('hnsw');
    expect(measureRecall(index, new ExactIndex(vectors, 16), vectors)).toBeGreaterThanOrEqual(0.98);
  });

  it('searches exactly, and says so, where the target cannot be reached', async () => {
    const notices: string[] = [];
    const options = { exactUpTo: 1000, onNotice: (line: string) => notices.push(line) };
    const index = await buildIndex(vectors, 16, { kind: 'auto', targetRecall: 1.01 }, options);
    expect(index.kind).toBe('exact');
    expect(notices).toHaveLength(1);
  });
});

describe('measureRecall', () => {
  it('is 1 for the exact index and the share found for a poor one', () => {
    const vectors = unitVectors(400, 4, 2);
    const exact = new ExactIndex(vectors, 4);
    expect(measureRecall(exact, exact, vectors)).toBe(1);
    const half: VectorIndex = {
      kind: 'exact',
      size: 400,
      dim: 4,
      search: (query) => exact.search(query, 50),
      save: async () => {},
    };
    expect(measureRecall(half, exact, vectors)).toBe(0.5);
  });
});
