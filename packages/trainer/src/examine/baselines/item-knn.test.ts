import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserRuns } from '../../prepare/items-by-user.ts';
import { type PositiveSource, positivesFrom } from '../../prepare/positives.ts';
import { countItems } from '../../prepare/prepare.ts';
import type { ScoredUsers } from '../scorer.ts';
import { itemKnnScorer, mostTogether } from './item-knn.ts';

const ITEMS = 7;
const USERS = 5;

/** Cosines by whole matrices. */
function oracle(sets: Set<number>[], neighbours: number, user: number): number[] {
  const usersOf = (item: number) => sets.flatMap((set, u) => (set.has(item) ? [u] : []));
  const cosine = (i: number, j: number): number => {
    const [a, b] = [usersOf(i), usersOf(j)];
    const both = a.filter((u) => b.includes(u)).length;
    return both === 0 || i === j ? 0 : both / Math.sqrt(a.length * b.length);
  };
  const all = Array.from({ length: ITEMS }, (_, j) => j);
  const nearest = (i: number) =>
    [...all].sort((a, b) => cosine(i, b) - cosine(i, a) || a - b).slice(0, neighbours);
  return all.map((j) =>
    [...sets[user]].reduce((sum, i) => sum + (nearest(i).includes(j) ? cosine(i, j) : 0), 0),
  );
}

function everyone(source: PositiveSource): ScoredUsers {
  const users = Int32Array.from({ length: source.offsets.length - 1 }, (_, u) => u);
  return { users, history: new UserRuns(users.length).of(source.readUsers(0, users.length)) };
}

describe('itemKnnScorer', () => {
  it('equals whole-matrix cosines, cut to the nearest neighbours', () => {
    const pair = fc.record({
      user: fc.integer({ min: 0, max: USERS - 1 }),
      item: fc.integer({ min: 0, max: ITEMS - 1 }),
    });
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 30 }), fc.integer({ min: 1, max: 8 }), (pairs, neighbours) => {
        const lists = Array.from({ length: USERS }, (_, u) =>
          pairs.filter((p) => p.user === u).map((p) => p.item),
        );
        const sets = lists.map((list) => new Set(list));
        const source = positivesFrom(lists);
        const scorer = itemKnnScorer(source, countItems(ITEMS, source), neighbours);
        const out = new Float32Array(USERS * ITEMS);
        scorer.score(everyone(source), out);
        for (let u = 0; u < USERS; u++) {
          oracle(sets, neighbours, u).forEach((expected, j) => {
            expect(out[u * ITEMS + j]).toBeCloseTo(expected, 5);
          });
        }
      }),
    );
  });

  it('serves users without history by popularity', () => {
    const source = positivesFrom([[1, 2], [2], []]);
    const out = new Float32Array(3 * 4);
    itemKnnScorer(source, countItems(4, source)).score(everyone(source), out);
    expect(
      [...out.subarray(8)].map((score, item) => ({ score, item })).sort((a, b) => b.score - a.score)[0].item,
    ).toBe(2);
  });

  it('takes of a user with very many items those that were met last', () => {
    const many = Array.from({ length: mostTogether + 2 }, (_, item) => item);
    // The first item comes again at the end, so that the second and third are the ones that are left out.
    const positives = positivesFrom([[...many, 0], [0], [1], [3]]);
    const counts = countItems(many.length, positives);
    const out = new Float32Array(4 * many.length);
    itemKnnScorer(positives, counts, many.length).score(everyone(positives), out);
    const scoreOf = (user: number, item: number) => out[user * many.length + item];
    expect(scoreOf(1, 3)).toBeCloseTo(0.5, 5);
    expect(scoreOf(2, 3)).toBeLessThan(1e-6);
    expect(scoreOf(3, 0)).toBeCloseTo(0.5, 5);
  });
});
