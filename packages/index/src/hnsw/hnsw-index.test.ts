import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeIndex, unitVectors, withFolder } from '../../test/index-contract.ts';
import { buildIndex } from '../build-index.ts';
import { loadIndex } from '../load-index.ts';
import { hnswAvailable } from './load-hnswlib.ts';

const hnsw = { kind: 'hnsw', m: 16, efConstruction: 200, ef: 200 } as const;
const { available } = await hnswAvailable();

describe.skipIf(!available)('hnsw', () => {
  // `ef` reaches every one of the contract's vectors, so that its answers are exact there.
  describeIndex('hnsw', (vectors, dim, options) => buildIndex(vectors, dim, { ...hnsw, ef: 300 }, options));

  it('is the graph, not its stand-in', async () => {
    expect((await buildIndex(unitVectors(10, 4, 1), 4, hnsw)).kind).toBe('hnsw');
  });

  it('never gives fewer than k, however small ef is', async () => {
    const vectors = unitVectors(2000, 8, 3);
    const index = await buildIndex(vectors, 8, { kind: 'hnsw', m: 2, efConstruction: 8, ef: 1 });
    for (const k of [1, 100, 1999, 2000, 5000]) {
      const { rows } = index.search(vectors.subarray(0, 8), k);
      expect(new Set(rows).size).toBe(Math.min(k, 2000));
    }
    expect(index.search(vectors.subarray(0, 8), 50, (row) => row % 40 === 0).rows).toHaveLength(50);
  });

  it('refuses a truncated, changed or missing graph file before native code sees it', async () => {
    await withFolder(async (folder) => {
      const vectors = unitVectors(50, 4, 5);
      await (await buildIndex(vectors, 4, hnsw)).save(folder);
      const file = join(folder, 'hnsw.bin');
      const whole = await readFile(file);
      await truncate(file, whole.length - 1);
      await expect(loadIndex(folder, vectors, 4)).rejects.toThrow(/hnsw\.bin/);
      const flipped = Buffer.from(whole);
      flipped[100] ^= 1;
      await writeFile(file, flipped);
      await expect(loadIndex(folder, vectors, 4)).rejects.toThrow(/hnsw\.bin/);
      await writeFile(file, whole);
      expect((await loadIndex(folder, vectors, 4)).kind).toBe('hnsw');
      await writeFile(join(folder, 'index.json'), '{"kind":"hnsw"}');
      await expect(loadIndex(folder, vectors, 4)).rejects.toThrow(/index\.json/);
    });
  });
});
