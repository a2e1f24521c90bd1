import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeSearch, numbers, unitVectors } from '../../test/index-contract.ts';
import { buildIndex } from '../build-index.ts';
import { IndexError } from '../error.ts';
import { hnswAvailable } from '../hnsw/load-hnswlib.ts';
import type { IndexChoice, IndexOptions } from '../vector-index.ts';
import { LiveIndex } from './live-index.ts';
import { OverlayIndex } from './overlay-index.ts';

const { available } = await hnswAvailable();
const choices: IndexChoice[] = [
  { kind: 'exact' },
  { kind: 'ivf', lists: 5, probes: 5 },
  ...(available ? [{ kind: 'hnsw', m: 16, efConstruction: 200, ef: 400 } as const] : []),
];

/** The same vectors, come to by changes: a third was something else before, two fifths are new, one was gone for a while. */
async function changedInto(vectors: Float32Array, dim: number, choice: IndexChoice, options?: IndexOptions) {
  const { size } = await buildIndex(vectors, dim, { kind: 'exact' }, options);
  const early = Math.floor(size * 0.6);
  const old = vectors.slice(0, early * dim).map((x, i) => (Math.floor(i / dim) % 3 === 0 ? -x / 2 : x));
  const base = await buildIndex(old, dim, choice, { bias: options?.bias?.slice(0, early) });
  const rowsTo = (from: number, keep: (row: number) => boolean) =>
    Int32Array.from({ length: size - from }, (_, i) => from + i).filter(keep);
  const changes = (rows: Int32Array) => ({
    rows,
    vectors: Float32Array.from(
      Array.from(rows).flatMap((row) => [...vectors.subarray(row * dim, (row + 1) * dim)]),
    ),
    bias: options?.bias && Float32Array.from(rows, (row) => options.bias?.[row] ?? 0),
    removed: new Int32Array(0),
  });
  const changed = OverlayIndex.over(base)
    .withChanges(changes(rowsTo(0, (row) => row >= early || row % 3 === 0)))
    .withChanges({ ...changes(new Int32Array(0)), removed: rowsTo(0, (row) => row % 40 === 7) });
  return changed.withChanges(changes(rowsTo(0, (row) => row % 40 === 7)));
}

for (const choice of choices) {
  describeSearch(`an overlay of ${choice.kind}`, (vectors, dim, options) =>
    changedInto(vectors, dim, choice, options),
  );
}

describe('an index that changes', () => {
  const dim = 4;
  const query = unitVectors(1, dim, 5);
  const none = { rows: new Int32Array(0), vectors: new Float32Array(0), removed: new Int32Array(0) };

  it.each(choices)(
    'has after any changes and folds what a new one over the living rows has: $kind',
    async (choice) => {
      const action = fc.record({
        set: fc.uniqueArray(fc.nat(60), { maxLength: 12 }),
        remove: fc.uniqueArray(fc.nat(60), { maxLength: 12 }),
        fold: fc.boolean(),
        seed: fc.nat(1000),
      });
      const build = (vectors: Float32Array) => buildIndex(vectors, dim, choice);
      await fc.assert(
        fc.asyncProperty(fc.array(action, { maxLength: 6 }), async (actions) => {
          const first = unitVectors(40, dim, 1);
          const live = new LiveIndex(await build(first), first);
          const there = new Map(
            Array.from({ length: 40 }, (_, row) => [row, first.slice(row * dim, (row + 1) * dim)]),
          );
          for (const { set, remove, fold, seed } of actions) {
            const rows = Int32Array.from(set);
            const vectors = numbers(set.length * dim, seed + 1);
            const removed = Int32Array.from(remove.filter((row) => !set.includes(row)));
            const folding = fold ? live.fold(build) : undefined;
            live.change({ rows, vectors, removed });
            if (folding) expect(await folding).toBe(true);
            set.forEach((row, i) => {
              there.set(row, vectors.slice(i * dim, (i + 1) * dim));
            });
            for (const row of removed) there.delete(row);
          }
          const rows = [...there.keys()].sort((a, b) => a - b);
          const flat = Float32Array.from(rows.flatMap((row) => Array.from(there.get(row) ?? [])));
          const truth = (await buildIndex(flat, dim, { kind: 'exact' })).search(query, 15);
          const found = live.current.search(query, 15);
          expect(Array.from(found.rows)).toEqual(Array.from(truth.rows, (place) => rows[place]));
          expect(found.scores).toEqual(truth.scores);
        }),
        { numRuns: 40 },
      );
    },
  );

  it('still finds k after the nearest have been removed again and again', async () => {
    const vectors = unitVectors(2000, dim, 3);
    for (const choice of choices) {
      const live = new LiveIndex(
        await buildIndex(vectors, dim, { ...choice, probes: 1, lists: 50 } as IndexChoice),
        vectors,
      );
      const exact = await buildIndex(vectors, dim, { kind: 'exact' });
      const order = exact.search(query, 2000).rows;
      for (let round = 0; round < 150; round++) {
        const { rows } = live.current.search(query, 10);
        expect(rows).toHaveLength(10);
        live.change({ ...none, removed: rows });
      }
      expect(live.current.changedShare).toBe(0.75);
      const rest = live.current.search(query, 2000).rows;
      expect(rest).toHaveLength(500);
      if (choice.kind === 'exact') expect(rest).toEqual(order.slice(1500));
      await live.fold((all) => buildIndex(all, dim, choice));
      expect(live.current.search(query, 2000).rows).toEqual(rest);
    }
  });

  it('gives an answer in the making the state it began with', async () => {
    const vectors = unitVectors(50, dim, 3);
    const live = new LiveIndex(await buildIndex(vectors, dim, { kind: 'exact' }), vectors);
    const before = live.current;
    const [best] = before.search(query, 1).rows;
    live.change({ ...none, removed: Int32Array.of(best) });
    expect(before.search(query, 1).rows[0]).toBe(best);
    expect(live.current.search(query, 1).rows[0]).not.toBe(best);
  });

  it('keeps its base where building a new one fails, and folds one at a time', async () => {
    const vectors = unitVectors(50, dim, 3);
    const live = new LiveIndex(await buildIndex(vectors, dim, { kind: 'exact' }), vectors);
    const found = live.current.search(query, 5);
    await expect(live.fold(() => Promise.reject(new Error('no memory')))).rejects.toThrow('no memory');
    expect(live.current.search(query, 5)).toEqual(found);
    const folding = live.fold((all) => buildIndex(all, dim, { kind: 'exact' }));
    expect(await live.fold(() => Promise.reject(new Error('not asked')))).toBe(false);
    expect(await folding).toBe(true);
  });

  it('refuses changes that do not fit, and stays as it was', async () => {
    const vectors = unitVectors(5, dim, 3);
    const live = new LiveIndex(await buildIndex(vectors, dim, { kind: 'exact' }), vectors);
    const { current } = live;
    for (const changes of [
      { ...none, rows: Int32Array.of(1) },
      { ...none, rows: Int32Array.of(1), vectors: new Float32Array(dim).fill(Number.NaN) },
      { ...none, rows: Int32Array.of(-1), vectors: new Float32Array(dim) },
      { ...none, rows: Int32Array.of(1, 1), vectors: new Float32Array(2 * dim) },
      { ...none, rows: Int32Array.of(1), vectors: new Float32Array(dim), removed: Int32Array.of(1) },
      { ...none, rows: Int32Array.of(1), vectors: new Float32Array(dim), bias: new Float32Array(2) },
    ]) {
      expect(() => live.change(changes)).toThrow(IndexError);
    }
    expect(live.current).toBe(current);
  });
});
