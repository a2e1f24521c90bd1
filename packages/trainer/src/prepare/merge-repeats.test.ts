import { expect, it } from 'vitest';
import { mergeRepeats } from './merge-repeats.ts';
import { positivesFrom } from './positives.ts';

const lists = [[3, 1, 3, 3], [], [3, 2], [2, 2]];

it('leaves of each pair of user and item the first event, with the greatest weight', () => {
  const source = positivesFrom(lists);
  source.readUsers(0, 4).weight.set([1, 1, 5, 2, 1, 1, 1, 1]);
  const merged = mergeRepeats(source, 4);
  expect([...merged.offsets]).toEqual([0, 2, 2, 4, 5]);
  const { user, item, weight, offset, length } = merged.readUsers(0, 4);
  expect({ user: [...user], item: [...item], weight: [...weight], offset: [...offset], length }).toEqual({
    user: [0, 0, 2, 2, 3],
    item: [3, 1, 3, 2, 2],
    weight: [5, 1, 1, 1, 1],
    offset: [0, 1, 4, 5, 6],
    length: 5,
  });
});

it('reads the same users twice alike, and any stretch', () => {
  const merged = mergeRepeats(positivesFrom(lists), 4);
  expect([...merged.readUsers(2, 4).item]).toEqual([3, 2, 2]);
  expect([...merged.readUsers(2, 4).item]).toEqual([3, 2, 2]);
  expect(merged.readUsers(1, 2).length).toBe(0);
});
