import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ClickMemory } from './click-memory.ts';

it('remembers what a list a user would, cut to the last clicks', () => {
  const clicks = fc.array(fc.record({ user: fc.nat(3), item: fc.nat(1000) }), { maxLength: 300 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), clicks, (limit, all) => {
      const memory = new ClickMemory(4, limit);
      const lists: number[][] = [[], [], [], []];
      const out = new Int32Array(limit);
      for (const { user, item } of all) {
        memory.remember(user, item);
        lists[user].push(item);
      }
      lists.forEach((list, user) => {
        const count = memory.recall(user, out);
        expect(Array.from(out.subarray(0, count)).sort()).toEqual(list.slice(-limit).sort());
      });
    }),
  );
});

it('keeps users apart when their rings fill many slabs', () => {
  const users = 9000;
  const memory = new ClickMemory(users, 256);
  for (let click = 0; click < 300; click++) {
    for (let user = 0; user < users; user++) {
      memory.remember(user, user * 1000 + click);
    }
  }
  const out = new Int32Array(256);
  for (let user = 0; user < users; user += 500) {
    expect(memory.recall(user, out)).toBe(256);
    const last = Array.from({ length: 256 }, (_, i) => user * 1000 + 44 + i);
    expect(Array.from(out).sort((a, b) => a - b)).toEqual(last);
  }
});
