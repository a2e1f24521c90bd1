import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accidentalHits } from './accidental-hits.ts';
import { byOffsets } from './positives-by-user.ts';

/** By users' sets, every pair of the matrix looked at. */
function slowHits(sets: number[][], users: number[], candidates: number[]): number[][] {
  return users.flatMap((user, row) =>
    candidates.flatMap((item, column) =>
      column !== row && (item === candidates[row] || sets[user].includes(item)) ? [[row, column]] : [],
    ),
  );
}

function grouped(sets: number[][]) {
  const offsets = new Int32Array(sets.length + 1);
  sets.forEach((set, u) => {
    offsets[u + 1] = offsets[u] + set.length;
  });
  return byOffsets(offsets, Int32Array.from(sets.flat()));
}

function pairsOf(flat: Int32Array): number[][] {
  const pairs = [];
  for (let i = 0; i < flat.length; i += 2) {
    pairs.push([flat[i], flat[i + 1]]);
  }
  return pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

describe('accidentalHits', () => {
  it('masks the same item in another row and other known positives, never the diagonal', () => {
    const hits = accidentalHits(grouped([[0, 2], [0]]), 4).find(
      Int32Array.of(0, 1),
      Int32Array.of(0, 0, 2, 3),
    );
    expect(pairsOf(hits)).toEqual([
      [0, 1],
      [0, 2],
      [1, 0],
    ]);
  });

  it('equals the slow oracle, batch after batch', () => {
    const items = 12;
    const sets = fc.array(fc.array(fc.integer({ min: 0, max: items - 1 }), { maxLength: 8 }), {
      minLength: 3,
      maxLength: 3,
    });
    const batch = fc.array(
      fc.record({ user: fc.integer({ min: 0, max: 2 }), item: fc.integer({ min: 0, max: items - 1 }) }),
      { minLength: 1, maxLength: 10 },
    );
    const extra = fc.array(fc.integer({ min: 0, max: items - 1 }), { maxLength: 10 });
    fc.assert(
      fc.property(
        sets,
        fc.array(fc.tuple(batch, extra), { minLength: 1, maxLength: 3 }),
        (known, batches) => {
          const finder = accidentalHits(grouped(known), items);
          for (const [rows, drawn] of batches) {
            const users = rows.map((row) => row.user);
            const candidates = [...rows.map((row) => row.item), ...drawn];
            const found = finder.find(Int32Array.from(users), Int32Array.from(candidates));
            expect(pairsOf(found)).toEqual(slowHits(known, users, candidates));
          }
        },
      ),
    );
  });

  it('takes users that lie anywhere', () => {
    const users = Int32Array.of(0, 1);
    const candidates = Int32Array.of(3, 2, 0, 1);
    const found = [
      [0, 2],
      [0, 3],
      [1, 0],
    ];
    const items = Int32Array.of(3, 9, 9, 0, 1, 9);
    const scattered = { starts: Int32Array.of(3, 0), ends: Int32Array.of(5, 1), items };
    expect(pairsOf(accidentalHits(scattered, 10).find(users, candidates))).toEqual(found);
  });

  it('has room for every pair, and takes the same room for the next batch', () => {
    const finder = accidentalHits(grouped([[]]), 2);
    const zeros = new Int32Array(40);
    const first = finder.find(zeros, zeros);
    expect(first).toHaveLength(2 * 40 * 39);
    const second = finder.find(zeros, Int32Array.of(0, 1, 0));
    expect(second.buffer).toBe(first.buffer);
    expect(pairsOf(second.slice(0, 2))).toEqual([[0, 2]]);
  });

  it('tells items apart that end in the same bits', () => {
    const far = 5 + (1 << 15);
    const found = accidentalHits(grouped([[far]]), 1 << 17).find(Int32Array.of(0), Int32Array.of(1, 5, far));
    expect(pairsOf(found)).toEqual([[0, 2]]);
  });

  it('masks only the own item of a user that is not listed', () => {
    const found = accidentalHits(grouped([[0]]), 4).find(Int32Array.of(5, 0), Int32Array.of(2, 1, 2, 0));
    expect(pairsOf(found)).toEqual([
      [0, 2],
      [1, 3],
    ]);
  });

  it('looks a user up once a batch, and one with more positives than columns among its sorted items', () => {
    const many = 5000;
    const rows = 50;
    const { known, reads } = countingReads(
      Array.from({ length: many }, (_, e) => e % 70),
      rows,
    );
    const finder = accidentalHits(known, 100);
    const ofUser = (user: number) => new Int32Array(rows).fill(user);
    // User 1 has 50 positives, as many as there are columns: they are read once for all 50 rows.
    finder.find(ofUser(1), new Int32Array(rows).fill(99));
    expect(reads()).toBe(rows);
    // User 0 has 5,000: not one of them is read in its place, batch after batch.
    for (let batch = 0; batch < 3; batch++) {
      const found = finder.find(
        ofUser(0),
        Int32Array.from({ length: rows }, (_, row) => row + 25),
      );
      expect(found).toHaveLength(2 * (rows * 45 - 45));
    }
    expect(reads()).toBe(rows);
  });
});

/** User 0 with the given items, user 1 with `second` of item 1; counts how often a place is read. */
function countingReads(first: number[], second: number) {
  const { starts, ends, items } = grouped([first, Array.from({ length: second }, () => 1)]);
  let count = 0;
  const counted = new Proxy(items, {
    get(target, name) {
      if (typeof name === 'string' && /^\d+$/.test(name)) count++;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { known: { starts, ends, items: counted }, reads: () => count };
}
