import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IndexError } from '../src/error.ts';
import { loadIndex } from '../src/load-index.ts';
import type { Accept, IndexOptions, VectorIndex } from '../src/vector-index.ts';

/** Unit vectors `[size * dim]` of a small seeded generator. */
export function unitVectors(size: number, dim: number, seed: number): Float32Array {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  const vectors = Float32Array.from({ length: size * dim }, next);
  for (let row = 0; row < size; row++) {
    const vector = vectors.subarray(row * dim, (row + 1) * dim);
    const length = Math.hypot(...vector);
    for (let i = 0; i < dim; i++) vector[i] /= length;
  }
  return vectors;
}

/** The slow and obvious search: score everything, sort everything. */
function sortAll(vectors: Float32Array, query: Float32Array, k: number, accept: Accept = () => true) {
  const dim = query.length;
  return Array.from({ length: vectors.length / dim }, (_, row) => row)
    .filter(accept)
    .map((row) => ({ row, score: query.reduce((sum, q, i) => sum + q * vectors[row * dim + i], 0) }))
    .sort((a, b) => b.score - a.score || a.row - b.row)
    .slice(0, k);
}

/** What every index does, whatever is inside: run by each implementation's test. */
export function describeIndex(
  name: string,
  build: (vectors: Float32Array, dim: number, options?: IndexOptions) => Promise<VectorIndex>,
): void {
  describe(`${name} as an index`, () => {
    const dim = 8;
    const vectors = unitVectors(300, dim, 7);
    const query = unitVectors(1, dim, 99);

    it('finds the best rows with their scores, best first', async () => {
      const index = await build(vectors, dim);
      const { rows, scores } = index.search(query, 10);
      const truth = sortAll(vectors, query, 10);
      expect(index.size).toBe(300);
      expect(index.dim).toBe(dim);
      expect(Array.from(rows)).toEqual(truth.map(({ row }) => row));
      truth.forEach(({ score }, i) => {
        expect(scores[i]).toBeCloseTo(score, 6);
      });
    });

    it('adds a bias to the scores of vectors of any length, before and after saving', async () => {
      const long = vectors.map((value, i) => value * (1 + (Math.floor(i / dim) % 3)));
      const bias = Float32Array.from({ length: 300 }, (_, row) => 2 * Math.sin(row));
      const truth = Array.from(bias, (one, row) => ({
        row,
        score: query.reduce((sum, q, i) => sum + q * long[row * dim + i], one),
      }))
        .sort((a, b) => b.score - a.score)
        .slice(0, 20);
      const index = await build(long, dim, { bias });
      await withFolder(async (folder) => {
        await index.save(folder);
        for (const each of [index, await loadIndex(folder, long, dim, { bias })]) {
          const { rows, scores } = each.search(query, 20);
          expect(Array.from(rows)).toEqual(truth.map(({ row }) => row));
          truth.forEach(({ score }, i) => void expect(scores[i]).toBeCloseTo(score, 5));
        }
      });
      await expect(build(long, dim, { bias: bias.subarray(1) })).rejects.toThrow(IndexError);
      await expect(build(long, dim, { bias: bias.map(() => Number.NaN) })).rejects.toThrow(IndexError);
    });

    it('orders equal scores by row', async () => {
      const twins = new Float32Array(60 * 2);
      for (let row = 0; row < 60; row++) twins[row * 2 + (row % 2)] = 1;
      const index = await build(twins, 2);
      expect(Array.from(index.search(Float32Array.of(0, 1), 5).rows)).toEqual([1, 3, 5, 7, 9]);
      expect(Array.from(index.search(Float32Array.of(0, 1), 32).rows.slice(-2))).toEqual([0, 2]);
    });

    it('gives every row where k exceeds the size, and none for k = 0', async () => {
      const index = await build(vectors.subarray(0, 5 * dim), dim);
      expect(Array.from(index.search(query, 1000).rows).sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
      expect(index.search(query, 0).rows).toHaveLength(0);
    });

    it('works with one row and with none', async () => {
      expect(Array.from((await build(vectors.subarray(0, dim), dim)).search(query, 3).rows)).toEqual([0]);
      expect((await build(new Float32Array(0), dim)).search(query, 3).rows).toHaveLength(0);
    });

    it('returns only accepted rows, and never fewer than k while k are accepted', async () => {
      const index = await build(vectors, dim);
      fc.assert(
        fc.property(
          fc.uniqueArray(fc.nat(299), { maxLength: 300 }),
          fc.integer({ min: 1, max: 40 }),
          (accepted, k) => {
            const allowed = new Set(accepted);
            const { rows } = index.search(query, k, (row) => allowed.has(row));
            const truth = sortAll(vectors, query, k, (row) => allowed.has(row));
            expect(Array.from(rows)).toEqual(truth.map(({ row }) => row));
          },
        ),
        { numRuns: 50 },
      );
    });

    it('lets an error of the filter through and works on', async () => {
      const index = await build(vectors, dim);
      const fail = () => {
        throw new Error('no such field');
      };
      expect(() => index.search(query, 5, fail)).toThrow('no such field');
      expect(index.search(query, 5).rows).toHaveLength(5);
    });

    it('gives the same answers after saving and loading', async () => {
      await withFolder(async (folder) => {
        const index = await build(vectors, dim);
        await index.save(join(folder, 'index'));
        const loaded = await loadIndex(join(folder, 'index'), vectors, dim);
        expect(loaded.kind).toBe(index.kind);
        expect(loaded.search(query, 20)).toEqual(index.search(query, 20));
      });
    });

    it('writes the same bytes for the same vectors', async () => {
      await withFolder(async (folder) => {
        for (const name of ['a', 'b']) await (await build(vectors, dim)).save(join(folder, name));
        for (const file of await readdir(join(folder, 'a'))) {
          const [a, b] = await Promise.all(['a', 'b'].map((name) => readFile(join(folder, name, file))));
          expect(a.equals(b), file).toBe(true);
        }
      });
    });

    it('refuses a query it cannot answer and vectors it was not built over', async () => {
      const index = await build(vectors, dim);
      expect(() => index.search(new Float32Array(3), 5)).toThrow(IndexError);
      expect(() => index.search(new Float32Array(dim).fill(Number.NaN), 5)).toThrow(IndexError);
      expect(() => index.search(query, 1.5)).toThrow(IndexError);
      await expect(build(vectors.subarray(1), dim)).rejects.toThrow(IndexError);
      await expect(build(new Float32Array(dim).fill(Number.NaN), dim)).rejects.toThrow(IndexError);
      await withFolder(async (folder) => {
        await index.save(folder);
        await expect(loadIndex(folder, vectors.subarray(dim), dim)).rejects.toThrow(IndexError);
      });
    });
  });
}

export async function withFolder(task: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'twotower-index-'));
  try {
    await task(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
