import { expect, it, vi } from 'vitest';
import { unitVectors, withFolder } from '../../test/index-contract.ts';
import { buildIndex } from '../build-index.ts';
import { loadIndex } from '../load-index.ts';
import { hnswAvailable } from './load-hnswlib.ts';

vi.mock('hnswlib-node', () => {
  throw new Error('addon.node is not built');
});

const vectors = unitVectors(30, 4, 1);

it('falls back to the exact index where hnswlib-node is missing, and says so once', async () => {
  const notices: string[] = [];
  const choice = { kind: 'hnsw', m: 16, efConstruction: 200, ef: 100 } as const;
  const index = await buildIndex(vectors, 4, choice, { onNotice: (line) => notices.push(line) });
  expect(index.kind).toBe('exact');
  expect(notices).toEqual([expect.stringContaining('hnswlib-node does not load')]);
  expect((await hnswAvailable()).available).toBe(false);
});

it('opens a saved graph as the exact index', async () => {
  await withFolder(async (folder) => {
    const { writeIndexRecord } = await import('../index-record.ts');
    await writeIndexRecord(folder, { formatVersion: 1, kind: 'hnsw', size: 30, dim: 4, ef: 9, sha256: '' });
    const notices: string[] = [];
    const index = await loadIndex(folder, vectors, 4, { onNotice: (line) => notices.push(line) });
    expect(index.kind).toBe('exact');
    expect(notices).toHaveLength(1);
  });
});
