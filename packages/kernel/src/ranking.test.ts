import { seededRandom } from '@twotower/core';
import { describe, expect, it } from 'vitest';
import { loadKernel } from './native/load-kernel.ts';
import { plainRanking } from './plain/plain-ranking.ts';
import { placesABlock, type Ranking, type RowLayout, type RowSearch } from './ranking.ts';

const loaded = loadKernel();
const forms: [string, () => Ranking][] = [['plain', () => plainRanking]];
if (loaded.kind === 'loaded') {
  const { kernel } = loaded;
  kernel.instructionSets.forEach((name, place) => {
    forms.push([
      name,
      () => {
        kernel.use(place);
        return kernel;
      },
    ]);
  });
}

function normals(length: number, seed: number, scale: (i: number) => number = () => 1): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length }, (_, i) => random.normal() * scale(i));
}

/** Scores everything in doubles, rounds once, sorts everything. */
function sorted(vectors: Float32Array, dim: number, query: Float32Array, bias?: Float32Array) {
  return Array.from({ length: vectors.length / dim }, (_, row) => {
    let sum = 0;
    for (let i = 0; i < dim; i++) sum += vectors[row * dim + i] * query[i];
    return { row, score: Math.fround(sum + (bias?.[row] ?? 0)) };
  }).sort((a, b) => b.score - a.score || a.row - b.row);
}

type Question = Partial<Pick<RowSearch, 'allowed' | 'stretches' | 'threads'>> & {
  k: number;
  layout?: RowLayout;
};

function best(form: Ranking, vectors: Float32Array, dim: number, queries: Float32Array, question: Question) {
  const { k, layout, threads = 1, ...rest } = question;
  const count = queries.length / dim;
  const [rows, scores] = [new Int32Array(count * k), new Float32Array(count * k)];
  form.scanOf(vectors, dim, layout).best({ queries, count, k, threads, rows, scores, ...rest });
  return { rows, scores };
}

describe.each(forms)('a scan on %s', (_, formOf) => {
  it.each([
    ['unit lengths', () => 0.125, 64],
    ['lengths that differ ten thousandfold', (i: number) => 10 ** ((i >> 5) % 5), 32],
    ['one long row among short ones', (i: number) => (i < 9 ? 1e6 : 1e-3), 9],
    ['one large number a row', (i: number) => (i % 17 === 3 ? 50 : 0.1), 17],
    ['numbers near the smallest', () => 1e-22, 5],
    ['numbers below the smallest that keep their digits', () => 1e-40, 6],
    ['numbers near the largest', () => 1e18, 3],
    ['numbers whose products are past the largest', () => 1e25, 3],
    ['one number', () => 1, 1],
  ])('finds the very rows that a full sort finds: %s', (_what, scale, dim) => {
    const form = formOf();
    const vectors = normals(3001 * dim, 1, scale);
    const queries = normals(5 * dim, 2, scale);
    for (const k of [1, 10, 300]) {
      const { rows, scores } = best(form, vectors, dim, queries, { k });
      for (let q = 0; q < 5; q++) {
        const truth = sorted(vectors, dim, queries.subarray(q * dim, (q + 1) * dim)).slice(0, k);
        // The last bit of a score may differ from the oracle's, which adds up in another order: then rows may change places.
        const mine = Array.from(scores.subarray(q * k, (q + 1) * k));
        mine.forEach((score, i) => {
          const { score: wanted } = truth[i];
          const near = Number.isFinite(wanted) ? Math.abs(wanted) * 2e-6 + 1e-44 : 0;
          if (score !== wanted) expect(Math.abs(score - wanted)).toBeLessThanOrEqual(near);
        });
        expect(new Set(rows.subarray(q * k, (q + 1) * k)).size).toBe(k);
      }
      const plain = best(plainRanking, vectors, dim, queries, { k });
      expect(rows).toEqual(plain.rows);
      expect(scores).toEqual(plain.scores);
    }
  });

  it('adds a bias a row, exactly, however large it is', () => {
    const form = formOf();
    const [dim, rows] = [16, 2000];
    const vectors = normals(rows * dim, 3);
    const queries = normals(3 * dim, 4);
    for (const size of [1e-6, 1, 1e4, 3e38]) {
      const bias = normals(rows, 5).map((x) => Math.max(-3e38, Math.min(3e38, x * size)));
      const layout = { bias };
      const found = best(form, vectors, dim, queries, { k: 50, layout });
      expect(found).toEqual(best(plainRanking, vectors, dim, queries, { k: 50, layout }));
      const [first] = sorted(vectors, dim, queries.subarray(0, dim), bias);
      if (size <= 1) expect(found.rows[0]).toBe(first.row);
    }
    const scan = form.scanOf(vectors, dim, { bias: new Float32Array(rows).fill(7) }).withBias(undefined);
    const [out, scores] = [new Int32Array(5), new Float32Array(5)];
    scan.best({ queries, count: 1, k: 5, threads: 1, rows: out, scores });
    expect(scores[0]).toBe(best(form, vectors, dim, queries, { k: 5 }).scores[0]);
  });

  it('gives equal scores by row: all vectors equal, all zero, a query of zeros', () => {
    const form = formOf();
    const dim = 5;
    const same = new Float32Array(1000 * dim).fill(0.3);
    const query = Float32Array.of(1, 2, 3, 4, 5);
    const first = Array.from({ length: 20 }, (_, row) => row);
    for (const [vectors, q] of [
      [same, query],
      [new Float32Array(1000 * dim), query],
      [normals(1000 * dim, 6), new Float32Array(dim)],
    ]) {
      expect(Array.from(best(form, vectors, dim, q, { k: 20 }).rows)).toEqual(first);
    }
  });

  it('finds only rows that are allowed, and says with -1 that there are no more', () => {
    const form = formOf();
    const [dim, rows, k] = [12, 1000, 30];
    const vectors = normals(rows * dim, 7);
    const queries = normals(2 * dim, 8);
    for (const every of [2, 20, 200, 2000]) {
      const allowed = new Uint32Array(32);
      for (let row = 7; row < rows; row += every) allowed[row >> 5] |= 1 << (row & 31);
      const found = best(form, vectors, dim, queries, { k, allowed });
      for (let q = 0; q < 2; q++) {
        const truth = sorted(vectors, dim, queries.subarray(q * dim, (q + 1) * dim))
          .filter(({ row }) => row >= 7 && (row - 7) % every === 0)
          .slice(0, k);
        const wanted = [...truth.map(({ row }) => row), ...Array<number>(k).fill(-1)].slice(0, k);
        expect(Array.from(found.rows.subarray(q * k, (q + 1) * k))).toEqual(wanted);
      }
    }
  });

  it('looks only at the blocks it is told, of rows in any order with gaps', () => {
    const form = formOf();
    const [dim, rows] = [8, 100];
    const vectors = normals(rows * dim, 9);
    // Even rows, a gap, then odd ones.
    const order = new Int32Array(8 * placesABlock).fill(-1);
    for (let i = 0; i < 50; i++) {
      order[i] = 2 * (49 - i);
      order[4 * placesABlock + i] = 2 * i + 1;
    }
    const bias = normals(rows, 10);
    const queries = normals(3 * dim, 11);
    const stretches = { offsets: Int32Array.of(0, 1, 2, 4), blocks: Int32Array.of(0, 4, 4, 8, 0, 1, 7, 8) };
    const found = best(form, vectors, dim, queries, { k: 40, layout: { order, bias }, stretches });
    const inside = [
      (row: number) => row % 2 === 0,
      (row: number) => row % 2 === 1,
      (row: number) => (row % 2 === 0 && row >= 68) || row === 97 || row === 99,
    ];
    inside.forEach((isInside, q) => {
      const truth = sorted(vectors, dim, queries.subarray(q * dim, (q + 1) * dim), bias).filter(({ row }) =>
        isInside(row),
      );
      const wanted = [...truth.map(({ row }) => row), ...Array<number>(40).fill(-1)].slice(0, 40);
      expect(Array.from(found.rows.subarray(q * 40, (q + 1) * 40))).toEqual(wanted);
    });
  });

  it('answers many queries on several threads as each alone', () => {
    const form = formOf();
    const dim = 24;
    const vectors = normals(5000 * dim, 12);
    const queries = normals(37 * dim, 13);
    const together = best(form, vectors, dim, queries, { k: 9, threads: 3 });
    for (let q = 0; q < 37; q++) {
      const alone = best(form, vectors, dim, queries.subarray(q * dim, (q + 1) * dim), { k: 9 });
      expect(together.rows.subarray(q * 9, (q + 1) * 9)).toEqual(alone.rows);
      expect(together.scores.subarray(q * 9, (q + 1) * 9)).toEqual(alone.scores);
    }
  });

  it('has an answer without rows, without queries and for k 0', () => {
    const form = formOf();
    const query = Float32Array.of(1, 2);
    expect(Array.from(best(form, new Float32Array(0), 2, query, { k: 2 }).rows)).toEqual([-1, -1]);
    expect(best(form, query, 2, new Float32Array(0), { k: 2 }).rows).toHaveLength(0);
    expect(best(form, query, 2, query, { k: 0 }).rows).toHaveLength(0);
    expect(Array.from(best(form, query, 2, query, { k: 3 }).rows)).toEqual([0, -1, -1]);
  });

  it('ranks items for users without each one’s masked items', () => {
    const form = formOf();
    const [dim, items, k] = [6, 90, 7];
    const vectors = normals(items * dim, 14);
    const users = normals(2 * dim, 15);
    const [ranking, scores] = [new Int32Array(2 * k), new Float32Array(2 * k)];
    const masked = Int32Array.of(3, 5, 40, 0, 89);
    const sizes = { size: 2, items, dim, k, threads: 1 };
    const maskedOffsets = Int32Array.of(0, 3, 5);
    form.topItems({ ...sizes, users, vectors, maskedOffsets, masked, ranking, scores });
    for (let u = 0; u < 2; u++) {
      const out = masked.subarray(maskedOffsets[u], maskedOffsets[u + 1]);
      const truth = sorted(vectors, dim, users.subarray(u * dim, (u + 1) * dim)).filter(
        ({ row }) => !out.includes(row),
      );
      expect(Array.from(ranking.subarray(u * k, (u + 1) * k))).toEqual(
        truth.slice(0, k).map(({ row }) => row),
      );
    }
  });
});
