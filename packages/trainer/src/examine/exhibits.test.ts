import { describe, expect, it } from 'vitest';
import { Exhibits } from './exhibits.ts';

const options = { items: 5, k: 2, examples: 3, listLength: 3, seed: 1 };

/** User u is recommended u, u + 1, ... of five items and takes item u. */
function examined(users: readonly number[], scorers: readonly string[], seed = 1): Exhibits {
  const exhibits = new Exhibits({ ...options, seed });
  for (const scorer of scorers) {
    for (const user of users) {
      const ranking = Int32Array.from({ length: 4 }, (_, r) => (user + r) % 5);
      exhibits.add(scorer, { user, ranking, hits: [1, 4], relevant: Int32Array.of(user % 5) });
    }
  }
  return exhibits;
}

const users = Array.from({ length: 50 }, (_, u) => u);

describe('Exhibits', () => {
  it('counts how often each item stands in the first k places, for each scorer', () => {
    const exhibits = examined([0, 1], ['two-tower', 'ease']);
    expect([...exhibits.shown('two-tower')]).toEqual([1, 2, 1, 0, 0]);
    expect(exhibits.shown('ease')).toEqual(exhibits.shown('two-tower'));
    expect([...exhibits.shown('unheard of')]).toEqual([0, 0, 0, 0, 0]);
  });

  it('keeps the same users of every scorer, with the beginning of their lists', () => {
    const examples = examined(users, ['two-tower', 'ease']).examples();
    expect(examples.length).toBe(3);
    for (const { user, relevant, lists } of examples) {
      expect([...relevant]).toEqual([user % 5]);
      expect(Object.keys(lists)).toEqual(['two-tower', 'ease']);
      expect([...lists.ease.items]).toEqual([user % 5, (user + 1) % 5, (user + 2) % 5]);
      expect(lists.ease.hits).toEqual([1]);
    }
  });

  it('draws the same users for a seed in whatever order they come, and others for another seed', () => {
    const drawn = (list: readonly number[], seed: number) =>
      examined(list, ['two-tower'], seed)
        .examples()
        .map(({ user }) => user);
    expect(drawn([...users].reverse(), 1)).toEqual(drawn(users, 1));
    expect(drawn(users, 2)).not.toEqual(drawn(users, 1));
  });

  it('keeps all where there are fewer, and none where nobody was examined', () => {
    expect(examined([7], ['two-tower']).examples().length).toBe(1);
    expect(new Exhibits(options).examples()).toEqual([]);
  });
});
