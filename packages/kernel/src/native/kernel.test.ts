import { seededRandom } from '@twotower/core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Kernel } from './kernel.ts';
import { loadKernel } from './load-kernel.ts';

const loaded = loadKernel();

function floats(length: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length }, () => random.normal());
}

describe.each(loaded.kind === 'loaded' ? loaded.kernel.instructionSets : [])('kernel on %s', (name) => {
  const kernel = loaded.kind === 'loaded' ? loaded.kernel : ({} as Kernel);
  beforeAll(() => kernel.use(kernel.instructionSets.indexOf(name)));

  it.each([
    [1, 1, 1],
    [7, 5, 3],
    [6, 64, 300],
    [13, 130, 17],
    [50, 31, 600],
  ])('multiplies [%i, ..] by [.., %i] of depth %i, transposed or not', (rows, columns, depth) => {
    const a = floats(rows * depth, 1);
    const b = floats(depth * columns, 2);
    for (const transposed of [false, true]) {
      const [aRow, aColumn] = transposed ? [1, rows] : [depth, 1];
      const out = floats(rows * columns, 3);
      const before = out.slice();
      const strides = { aRow, aColumn, bRow: columns, outRow: columns };
      kernel.matrixProduct({ rows, columns, depth, a, b, out, ...strides, add: 1 });
      for (let r = 0; r < rows; r++) {
        for (let c = 0; c < columns; c++) {
          let sum = before[r * columns + c];
          for (let k = 0; k < depth; k++) sum += a[r * aRow + k * aColumn] * b[k * columns + c];
          expect(Math.abs(out[r * columns + c] - sum)).toBeLessThan(1e-3);
        }
      }
    }
  });

  it.each([
    [1, 1, 1],
    [5, 3, 2],
    [391, 17, 2],
    [900, 40, 3],
  ])('adds a product to the lower triangle of order %i, depth %i, on %i threads', (order, depth, threads) => {
    const [a, b, out] = [floats(order * depth, 7), floats(order * depth, 8), floats(order * order, 9)];
    const before = out.slice();
    kernel.addLowerProduct({ order, depth, threads, a, b, out });
    let worst = 0;
    for (let i = 0; i < order; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = before[i * order + j];
        for (let k = 0; k < depth; k++) sum += a[i * depth + k] * b[j * depth + k];
        worst = Math.max(worst, Math.abs(out[i * order + j] - sum));
      }
    }
    expect(worst).toBeLessThan(1e-4);
  });

  it.each([1, 2])(
    'ranks the best items of each user exactly on %i threads, without what is masked',
    (threads) => {
      const [size, items, dim, k] = [113, 333, 10, 7];
      const users = floats(size * dim, 4);
      const vectors = floats(items * dim, 5);
      // Equal items, so that ties occur.
      vectors.copyWithin(20 * dim, 0, 20 * dim);
      const masked = Array.from({ length: size }, (_, u) => [u % 40, 50 + u, 200]);
      const offsets = Int32Array.from({ length: size + 1 }, (_, u) => 3 * u);
      const [ranking, scores] = [new Int32Array(size * k), new Float32Array(size * k)];
      kernel.topItems({
        users,
        vectors,
        size,
        items,
        dim,
        k,
        threads,
        maskedOffsets: offsets,
        masked: Int32Array.from(masked.flat()),
        ranking,
        scores,
      });
      const product = new Float32Array(size * items);
      const transposed = new Float32Array(dim * items);
      for (let i = 0; i < items; i++) {
        for (let d = 0; d < dim; d++) transposed[d * items + i] = vectors[i * dim + d];
      }
      kernel.multiply(size, dim, items, users, transposed, product);
      for (let u = 0; u < size; u++) {
        const of = (item: number) => product[u * items + item];
        const best = Array.from({ length: items }, (_, item) => item)
          .filter((item) => !masked[u].includes(item))
          .sort((a, b) => of(b) - of(a) || a - b)
          .slice(0, k);
        expect([...ranking.subarray(u * k, (u + 1) * k)]).toEqual(best);
        expect(scores[u * k]).toBeCloseTo(of(best[0]), 5);
      }
    },
  );

  it('fills up with -1 where fewer items than asked for are left', () => {
    const [ranking, scores] = [new Int32Array(3), new Float32Array(3)];
    const one = Float32Array.of(1);
    kernel.topItems({
      users: one,
      vectors: Float32Array.of(-2, -1, 3),
      size: 1,
      items: 3,
      dim: 1,
      k: 3,
      threads: 1,
      maskedOffsets: Int32Array.of(0, 1),
      masked: Int32Array.of(2),
      ranking,
      scores,
    });
    expect([...ranking]).toEqual([1, 0, -1]);
    expect([...scores]).toEqual([-1, -2, Number.NEGATIVE_INFINITY]);
  });

  it('has an answer where there is nothing to do', () => {
    const none = new Float32Array(0);
    const x = Float32Array.of(1, 2);
    const noInts = new Int32Array(0);
    const search = { users: x, vectors: x, size: 2, items: 2, dim: 1, k: 1, threads: 2 };
    const nothing = { maskedOffsets: new Int32Array(3), masked: noInts, ranking: noInts, scores: none };
    kernel.topItems({ ...search, ...nothing, k: 0 });
    kernel.topItems({ ...search, ...nothing, users: none, size: 0 });
    const ranking = new Int32Array(2);
    kernel.topItems({ ...search, ...nothing, vectors: none, items: 0, ranking, scores: new Float32Array(2) });
    expect([...ranking]).toEqual([-1, -1]);

    const ofItems = Float32Array.of(7, 7);
    const softmax = (size: number, candidates: number, hits: Int32Array) =>
      kernel.softmaxLoss({
        kind: 0,
        c: 1,
        temperature: 1,
        size,
        dim: 1,
        candidates,
        ownPerRow: 0,
        users: x,
        items: x,
        logQ: x,
        positiveLogQ: undefined,
        shares: x,
        present: undefined,
        hits,
        hitNumbers: hits.length,
        ofUsers: x,
        ofItems,
      });
    expect(softmax(0, 0, noInts)).toBe(0);
    expect(softmax(0, 2, noInts)).toBe(0);
    expect([...ofItems]).toEqual([0, 0]);
    expect(() => softmax(1, 2, Int32Array.of(0, 1, 0))).toThrow(/hitNumbers is odd/);

    const out = Float32Array.of(5, 5);
    kernel.multiply(1, 0, 2, none, none, out);
    expect([...out]).toEqual([0, 0]);
  });

  it('refuses arrays that are too short or of another kind, and rows that a table has not, before it writes', () => {
    const x = new Float32Array(4);
    expect(() => kernel.multiply(2, 2, 2, x, x, new Float32Array(3))).toThrow(
      /out holds 3 numbers and needs 4/,
    );
    expect(() => kernel.adagrad(x, new Float32Array(3), x, 0.1, 0)).toThrow(/argument 1 holds 3 numbers/);
    expect(() => kernel.adagrad(x, new Float64Array(4) as unknown as Float32Array, x, 0.1, 0)).toThrow(
      /argument 1 is no Float32Array/,
    );
    const table = {
      dim: 2,
      rows: 2,
      values: x,
      accumulator: x,
      changedAt: new Int32Array(2),
      stamp: new Int32Array(1),
    };
    const bag = { offsets: Int32Array.of(0, 1), rows: Int32Array.of(2), weights: Float32Array.of(1) };
    expect(kernel.pool(table, bag, 1, new Float32Array(2), 2, 0)).toBe(0);
    expect(() => kernel.pool({ ...table, rows: 3 }, bag, 1, new Float32Array(2), 2, 0)).toThrow(
      /holds 4 numbers and needs 6/,
    );
    expect(() => kernel.pool(table, { ...bag, offsets: Int32Array.of(0, 9) }, 1, x, 2, 0)).toThrow(
      /points outside/,
    );
  });

  it('reads and writes shared memory', () => {
    const values = new Float32Array(new SharedArrayBuffer(16));
    kernel.adagrad(values, new Float32Array(4), new Float32Array(4).fill(2), 0.5, 0);
    expect([...values]).toEqual([-0.5, -0.5, -0.5, -0.5]);
  });
});
