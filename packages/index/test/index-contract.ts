import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IndexError } from '../src/error.ts';
import { loadIndex } from '../src/load-index.ts';
import { RowSet } from '../src/row-set.ts';
import type { Accept, IndexOptions, VectorIndex, VectorSearch } from '../src/vector-index.ts';

/** Numbers in [-1, 1) of a small seeded generator. */
export function numbers(length: number, seed: number): Float32Array {
  let state = seed >>> 0;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** Unit vectors `[size * dim]`. */
export function unitVectors(size: number, dim: number, seed: number): Float32Array {
  const vectors = numbers(size * dim, seed);
  for (let row = 0; row < size; row++) {
    const vector = vectors.subarray(row * dim, (row + 1) * dim);
    const length = Math.hypot(...vector);
    for (let i = 0; i < dim; i++) vector[i] /= length;
  }
  return vectors;
}

/** The slow and obvious search: score everything, sort everything. */
function sortAll(
  vectors: Float32Array,
  query: Float32Array,
  k: number,
  accept: Accept = () => true,
  bias?: Float32Array,
) {
  const dim = query.length;
  return Array.from({ length: vectors.length / dim }, (_, row) => row)
    .filter(accept)
    .map((row) => ({
      row,
      score: Math.fround(
        query.reduce((sum, q, i) => sum + q * vectors[row * dim + i], 0) + (bias?.[row] ?? 0),
      ),
    }))
    .sort((a, b) => b.score - a.score || a.row - b.row)
    .slice(0, k);
}

type Build<T> = (vectors: Float32Array, dim: number, options?: IndexOptions) => Promise<T>;

/**
 * What every index does, whatever is inside: run by each implementation's test, set so that it looks at all of the few
 * vectors that it gets here.
 */
export function describeSearch(name: string, build: Build<VectorSearch>): void {
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
      expect(index.searchExactly(query, 10)).toEqual({ rows, scores });
      truth.forEach(({ score }, i) => {
        expect(scores[i]).toBeCloseTo(score, 6);
      });
    });

    it('ranks by inner product, whatever the vectors’ lengths', async () => {
      const long = vectors.map((x, i) => x * (1 + (Math.floor(i / dim) % 10)));
      const index = await build(long, dim);
      const truth = sortAll(long, query, 25);
      expect(Array.from(index.search(query, 25).rows)).toEqual(truth.map(({ row }) => row));
    });

    it('orders equal scores by row', async () => {
      const twins = new Float32Array(60 * 2);
      for (let row = 0; row < 60; row++) twins[row * 2 + (row % 2)] = 1;
      const index = await build(twins, 2);
      expect(Array.from(index.search(Float32Array.of(0, 1), 5).rows)).toEqual([1, 3, 5, 7, 9]);
      expect(Array.from(index.search(Float32Array.of(0, 1), 32).rows.slice(-2))).toEqual([0, 2]);
    });

    it('finds its way among vectors that are all equal or zero, and past them', async () => {
      const first = Array.from({ length: 20 }, (_, row) => row);
      for (const value of [0, 0.5]) {
        const index = await build(new Float32Array(2000 * 4).fill(value), 4);
        expect(Array.from(index.search(Float32Array.of(1, 2, 3, 4), 20).rows)).toEqual(first);
      }
      // Most of a catalogue looks alike: the others must be found all the same.
      const alike = new Float32Array(2000 * dim).fill(0.1);
      alike.set(vectors, 900 * dim);
      const index = await build(alike, dim);
      for (let at = 0; at < 300; at += 50) {
        const asked = vectors.subarray(at * dim, (at + 1) * dim);
        const truth = sortAll(alike, asked, 10);
        expect(Array.from(index.search(asked, 10).rows)).toEqual(truth.map(({ row }) => row));
      }
    });

    it('adds a bias to every row’s score, and takes another without being built anew', async () => {
      const bias = numbers(300, 5);
      const index = await build(vectors, dim, { bias });
      const rowsBy = (by: Float32Array | undefined) =>
        sortAll(vectors, query, 12, undefined, by).map(({ row }) => row);
      expect(Array.from(index.search(query, 12).rows)).toEqual(rowsBy(bias));
      expect(index.search(query, 1).scores[0]).toBeCloseTo(
        sortAll(vectors, query, 1, undefined, bias)[0].score,
      );
      expect(Array.from(index.withBias(undefined).search(query, 12).rows)).toEqual(rowsBy(undefined));
      const turned = bias.map((value) => -value);
      expect(Array.from(index.withBias(turned).search(query, 12).rows)).toEqual(rowsBy(turned));
      expect(() => index.withBias(bias.subarray(1))).toThrow(IndexError);
      await expect(build(vectors, dim, { bias: bias.subarray(1) })).rejects.toThrow(IndexError);
      await expect(build(vectors, dim, { bias: bias.map(() => Number.NaN) })).rejects.toThrow(IndexError);
    });

    it('gives every row where k exceeds the size, and none for k = 0', async () => {
      const index = await build(vectors.subarray(0, 5 * dim), dim);
      expect(Array.from(index.search(query, 1000).rows).sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
      expect(index.search(query, 0).rows).toHaveLength(0);
    });

    it('works with one row and with none', async () => {
      expect(Array.from((await build(vectors.subarray(0, dim), dim)).search(query, 3).rows)).toEqual([0]);
      const empty = await build(new Float32Array(0), dim);
      expect(empty.search(query, 3).rows).toHaveLength(0);
      expect(Array.from(empty.searchMany(query, 2).rows)).toEqual([-1, -1]);
    });

    it('answers many queries as each alone, and says where there are no more rows', async () => {
      const index = await build(vectors, dim);
      const queries = unitVectors(21, dim, 31);
      for (const k of [0, 7, 301]) {
        const many = index.searchMany(queries, k, { threads: 2 });
        for (let q = 0; q < 21; q++) {
          const { rows, scores } = index.search(queries.subarray(q * dim, (q + 1) * dim), k);
          const end = q * k + rows.length;
          expect(many.rows.subarray(q * k, end)).toEqual(rows);
          expect(many.scores.subarray(q * k, end)).toEqual(scores);
          expect(Array.from(many.rows.subarray(end, (q + 1) * k))).toEqual(k === 301 ? [-1] : []);
        }
        const accept = (row: number) => row % 3 === 0;
        const some = index.searchMany(queries, k, { accept });
        const last = queries.subarray(20 * dim);
        const { rows } = index.search(last, k, accept);
        expect(some.rows.subarray(20 * k, 20 * k + rows.length)).toEqual(rows);
      }
    });

    it('returns only accepted rows, and never fewer than k while k are accepted', async () => {
      const index = await build(vectors, dim);
      fc.assert(
        fc.property(
          fc.uniqueArray(fc.nat(299), { maxLength: 300 }),
          fc.integer({ min: 1, max: 40 }),
          fc.boolean(),
          (named, k, without) => {
            const set = new Set(named);
            const accept = (row: number) => set.has(row) !== without;
            const truth = sortAll(vectors, query, k, accept).map(({ row }) => row);
            expect(Array.from(index.search(query, k, accept).rows)).toEqual(truth);
            expect(Array.from(index.search(query, k, RowSet.of(300, accept)).rows)).toEqual(truth);
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

    it('refuses a query it cannot answer and vectors it was not built over', async () => {
      const index = await build(vectors, dim);
      expect(() => index.search(new Float32Array(3), 5)).toThrow(IndexError);
      expect(() => index.search(new Float32Array(2 * dim), 5)).toThrow(IndexError);
      expect(() => index.search(new Float32Array(dim).fill(Number.NaN), 5)).toThrow(IndexError);
      expect(() => index.search(query, 1.5)).toThrow(IndexError);
      expect(() => index.searchMany(new Float32Array(dim + 1), 5)).toThrow(IndexError);
      await expect(build(vectors.subarray(1), dim)).rejects.toThrow(IndexError);
      await expect(build(new Float32Array(dim).fill(Number.NaN), dim)).rejects.toThrow(IndexError);
    });
  });
}

/** The same, and that it can be saved. */
export function describeIndex(name: string, build: Build<VectorIndex>): void {
  describeSearch(name, build);
  describe(`${name} in a file`, () => {
    const dim = 8;
    const vectors = unitVectors(300, dim, 7);
    const query = unitVectors(1, dim, 99);

    it('gives the same answers after saving and loading', async () => {
      await withFolder(async (folder) => {
        for (const bias of [undefined, numbers(300, 8)]) {
          const index = await build(vectors, dim, { bias });
          await index.save(join(folder, 'index'));
          const loaded = await loadIndex(join(folder, 'index'), vectors, dim, { bias });
          expect(loaded.kind).toBe(index.kind);
          expect(loaded.search(query, 20)).toEqual(index.search(query, 20));
        }
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

    it('belongs to the vectors it was built over', async () => {
      const index = await build(vectors, dim);
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
