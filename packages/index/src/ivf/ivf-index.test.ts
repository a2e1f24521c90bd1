import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { plainRanking } from '@twotower/kernel';
import { describe, expect, it } from 'vitest';
import { describeIndex, numbers, unitVectors, withFolder } from '../../test/index-contract.ts';
import { measureRecall } from '../auto/measure-recall.ts';
import { buildIndex } from '../build-index.ts';
import { ExactIndex } from '../exact/exact-index.ts';
import { loadIndex } from '../load-index.ts';
import type { IvfIndex } from './ivf-index.ts';

// Every list is looked at, so that answers are exact.
const all = { kind: 'ivf', lists: 7, probes: 7 } as const;
describeIndex('ivf', (vectors, dim, options) => buildIndex(vectors, dim, all, options));
describeIndex('ivf without the kernel', (vectors, dim, options) =>
  buildIndex(vectors, dim, all, { ...options, ranking: plainRanking }),
);

/** Vectors around 40 centres. */
function clustered(size: number, dim: number, seed: number): Float32Array {
  const centres = numbers(40 * dim, 4);
  const noise = numbers(size * dim, seed);
  return noise.map((x, i) => centres[(Math.floor(i / dim) % 40) * dim + (i % dim)] + 0.4 * x);
}

describe('lists', () => {
  const [dim, size] = [16, 6000];
  const vectors = clustered(size, dim, 1);
  const queries = clustered(100, dim, 2);
  const exact = ExactIndex.over(vectors, dim);

  it('are tuned to find .98 of the best on the queries that are given', async () => {
    const index = (await buildIndex(vectors, dim, { kind: 'ivf' }, { queries })) as IvfIndex;
    expect(index.probes).toBeLessThan(index.lists / 2);
    expect(measureRecall(index, exact, queries)).toBeGreaterThanOrEqual(0.98);
  });

  it('are the same with and without the kernel', async () => {
    const native = (await buildIndex(vectors, dim, { kind: 'ivf', lists: 20, probes: 3 })) as IvfIndex;
    const options = { ranking: plainRanking };
    const plain = await buildIndex(vectors, dim, { kind: 'ivf', lists: 20, probes: 3 }, options);
    for (let q = 0; q < 20; q++) {
      const query = queries.subarray(q * dim, (q + 1) * dim);
      expect(plain.search(query, 30)).toEqual(native.search(query, 30));
    }
  });

  it('give k rows where those looked at hold fewer, alone and among others', async () => {
    const index = await buildIndex(vectors, dim, { kind: 'ivf', lists: 200, probes: 1 });
    expect(index.search(queries.subarray(0, dim), 3000).rows).toHaveLength(3000);
    const many = index.searchMany(queries, 3000);
    expect(many.rows.indexOf(-1)).toBe(-1);
    expect(many.rows.subarray(0, 3000)).toEqual(exact.search(queries.subarray(0, dim), 3000).rows);
  });

  it('find exactly what a filter leaves, whether it goes with the query or against it', async () => {
    const index = await buildIndex(vectors, dim, { kind: 'ivf', lists: 200, probes: 8 });
    for (let q = 0; q < 20; q++) {
      const query = queries.subarray(q * dim, (q + 1) * dim);
      const ranked = Array.from(exact.search(query, size).rows);
      for (const share of [0.005, 0.05, 0.4]) {
        const near = new Set(ranked.slice(0, size * share));
        const far = new Set(ranked.slice(-size * share));
        for (const accept of [(row: number) => near.has(row), (row: number) => far.has(row)]) {
          expect(index.search(query, 20, accept)).toEqual(exact.search(query, 20, accept));
        }
      }
      // Most rows pass, but none of the nearest.
      const nearest = new Set(ranked.slice(0, size * 0.3));
      const accept = (row: number) => !nearest.has(row);
      expect(index.search(query, 20, accept)).toEqual(exact.search(query, 20, accept));
    }
  });

  it('rank by bias as well', async () => {
    const bias = numbers(size, 3).map((x) => 3 * x);
    const index = await buildIndex(vectors, dim, { kind: 'ivf' }, { queries, bias });
    expect(measureRecall(index, ExactIndex.over(vectors, dim, { bias }), queries)).toBeGreaterThanOrEqual(
      0.98,
    );
  });

  it('are refused where their file was changed, is missing or is of something else', async () => {
    await withFolder(async (folder) => {
      const few = unitVectors(50, 4, 5);
      await (await buildIndex(few, 4, { kind: 'ivf', lists: 5 })).save(folder);
      const file = join(folder, 'ivf.bin');
      const whole = await readFile(file);
      const record = await readFile(join(folder, 'index.json'), 'utf8');
      for (const bytes of [whole.subarray(1), Buffer.from(whole).fill(1, 90, 91), Buffer.alloc(0)]) {
        await writeFile(file, bytes);
        await expect(loadIndex(folder, few, 4)).rejects.toThrow(/ivf\.bin/);
      }
      await writeFile(file, whole);
      for (const forged of [
        record.replace('"lists": 5', '"lists": 6'),
        record.replace('"lists": 5', '"lists": -5'),
        record.replace('"lists": 5', '"lists": 1e300'),
        record.replace(/"probes": \d+/, '"probes": 0'),
        record.replace('"ivf"', '"tree"'),
      ]) {
        await writeFile(join(folder, 'index.json'), forged);
        await expect(loadIndex(folder, few, 4)).rejects.toThrow(/ivf\.bin|index\.json/);
      }
      await writeFile(join(folder, 'index.json'), record);
      expect((await loadIndex(folder, few, 4)).kind).toBe('ivf');
    });
  });
});
