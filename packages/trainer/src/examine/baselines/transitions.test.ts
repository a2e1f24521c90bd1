import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserRuns } from '../../prepare/items-by-user.ts';
import { positivesFrom } from '../../prepare/positives.ts';
import { countItems } from '../../prepare/prepare.ts';
import { transitionsScorer } from './transitions.ts';

const ITEMS = 6;

function scores(lists: number[][], items = ITEMS): number[][] {
  const source = positivesFrom(lists);
  const users = Int32Array.from(lists.keys());
  const history = new UserRuns(users.length).of(source.readUsers(0, users.length));
  const out = new Float32Array(users.length * items);
  transitionsScorer(source, countItems(items, source)).score({ users, history }, out);
  return lists.map((_, u) => [...out.subarray(u * items, (u + 1) * items)]);
}

describe('transitionsScorer', () => {
  it('counts what came next after the last item, popularity below one', () => {
    // After 0 came 1 twice and 2 once; user 3 stands at 0, user 4 is new.
    const [, , , atZero, fresh] = scores([[0, 1], [0, 1, 0, 2], [2], [0], []], 4);
    expect(atZero.map(Math.floor)).toEqual([0, 2, 1, 0]);
    expect(fresh.map((score) => Number(score.toFixed(4)))).toEqual([0.8, 0.4, 0.4, 0]);
  });

  it('equals a search through all pairs of neighbours', () => {
    const item = fc.integer({ min: 0, max: ITEMS - 1 });
    fc.assert(
      fc.property(fc.array(fc.array(item, { maxLength: 8 }), { minLength: 1, maxLength: 6 }), (lists) => {
        const all = lists.flat();
        const often = (j: number) => all.filter((other) => other === j).length;
        const most = Math.max(...Array.from({ length: ITEMS }, (_, j) => often(j)));
        const pairs = lists.flatMap((list) => list.slice(1).map((to, i) => [list[i], to]));
        scores(lists).forEach((row, u) => {
          row.forEach((score, j) => {
            const came = pairs.filter(([from, to]) => from === lists[u].at(-1) && to === j).length;
            expect(score).toBeCloseTo(came + often(j) / (most + 1), 5);
          });
        });
      }),
    );
  });
});
