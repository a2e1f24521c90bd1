import { loadEngine } from '@twotower/core/train';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserRuns } from '../../prepare/items-by-user.ts';
import { positivesFrom } from '../../prepare/positives.ts';
import { countItems } from '../../prepare/prepare.ts';
import { denseProducts } from './dense-products.ts';
import { easeScorer } from './ease.ts';

const ITEMS = 6;
const products = denseProducts(await loadEngine('auto'));

/** Each item's weights by ridge regression on all other items, which is what the closed form stands for. */
function oracle(x: number[][], lambda: number): number[][] {
  const weights = Array.from({ length: ITEMS }, () => new Array<number>(ITEMS).fill(0));
  for (let j = 0; j < ITEMS; j++) {
    const others = [...Array(ITEMS).keys()].filter((i) => i !== j);
    const dot = (a: number, b: number) => x.reduce((sum, row) => sum + row[a] * row[b], 0);
    const solved = solve(
      others.map((a) => others.map((b) => dot(a, b) + (a === b ? lambda : 0))),
      others.map((a) => dot(a, j)),
    );
    others.forEach((i, p) => {
      weights[i][j] = solved[p];
    });
  }
  return weights;
}

/** Gauss's elimination. */
function solve(matrix: number[][], right: number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]]);
  rows.forEach((pivot, k) => {
    for (const row of rows.filter((other) => other !== pivot)) {
      const factor = row[k] / pivot[k];
      row.forEach((_, c) => {
        row[c] -= factor * pivot[c];
      });
    }
  });
  return rows.map((row, i) => row[row.length - 1] / row[i]);
}

describe('easeScorer', () => {
  it('equals ridge regressions of each item on the others', () => {
    const item = fc.integer({ min: 0, max: ITEMS - 1 });
    fc.assert(
      fc.property(
        fc.array(fc.array(item, { maxLength: 6 }), { minLength: 1, maxLength: 8 }),
        fc.double({ min: 0.5, max: 20, noNaN: true }),
        (lists, lambda) => {
          const source = positivesFrom(lists);
          const users = Int32Array.from(lists.keys());
          const history = new UserRuns(users.length).of(source.readUsers(0, users.length));
          const out = new Float32Array(users.length * ITEMS);
          easeScorer(source, countItems(ITEMS, source), products, { lambda }).score({ users, history }, out);
          const x: number[][] = lists.map((list) =>
            Array.from({ length: ITEMS }, (_, j) => (list.includes(j) ? 1 : 0)),
          );
          const weights = oracle(x, lambda);
          x.forEach((row, u) => {
            for (let j = 0; j < ITEMS; j++) {
              const expected = row.reduce((sum, value, i) => sum + value * weights[i][j], 0);
              expect(out[u * ITEMS + j]).toBeCloseTo(expected, 4);
            }
          });
        },
      ),
    );
  });

  it('serves users without history by popularity', () => {
    const source = positivesFrom([[1, 2], [2], []]);
    const history = new UserRuns(3).of(source.readUsers(0, 3));
    const out = new Float32Array(4);
    easeScorer(source, countItems(4, source), products).score({ users: Int32Array.of(2), history }, out);
    expect(out[2]).toBeGreaterThan(out[1]);
    expect(out[1]).toBeGreaterThan(out[0]);
  });
});
