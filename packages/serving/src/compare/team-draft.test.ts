import { expect, it } from 'vitest';
import { teamDraft } from './team-draft.ts';

const list = (ids: string) => [...ids].map((itemId) => ({ itemId }));
const idsOf = (items: readonly { itemId: string }[]) => items.map(({ itemId }) => itemId).join('');

it('takes in turn the best that is not taken, and knows whose each is', () => {
  const { items, teams } = teamDraft(list('abcd'), list('wxyz'), { k: 6, requestId: 'r' });
  expect(items).toHaveLength(6);
  expect(teams.control).toEqual(['a', 'b', 'c']);
  expect(teams.treatment).toEqual(['w', 'x', 'y']);
  for (const round of [0, 2, 4]) {
    const two = items.slice(round, round + 2).map(({ itemId }) => teams.control.includes(itemId));
    expect(two.sort()).toEqual([false, true]);
  }
});

it('is the list itself where both say the same, and the longer one goes on where one ends', () => {
  expect(idsOf(teamDraft(list('abcd'), list('abcd'), { k: 4, requestId: 'r' }).items)).toBe('abcd');
  const { items } = teamDraft(list('ab'), list('bcdef'), { k: 10, requestId: 'r' });
  expect([...idsOf(items)].sort().join('')).toBe('abcdef');
  expect(teamDraft([], [], { k: 5, requestId: 'r' }).items).toEqual([]);
});

it('gives each the first place as often, by the request alone', () => {
  const firsts = Array.from(
    { length: 2_000 },
    (_, r) => idsOf(teamDraft(list('ab'), list('xy'), { k: 2, requestId: `${r}` }).items)[0],
  );
  const share = firsts.filter((first) => first === 'x').length / firsts.length;
  expect(Math.abs(share - 0.5)).toBeLessThan(0.05);
  expect(teamDraft(list('ab'), list('xy'), { k: 2, requestId: '7' }).items[0].itemId).toBe(firsts[7]);
});
