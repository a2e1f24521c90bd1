import { setImmediate } from 'node:timers/promises';
import { seededRandom } from '@twotower/core';
import { expect, it } from 'vitest';
import { smallBundle } from '../../test/small-bundle.ts';
import { smallDelta } from '../../test/small-delta.ts';
import { idsOf, promoted, served, withStore } from '../../test/small-store.ts';
import { RecallEngine } from './recall-engine.ts';

const ask = { userId: 'u4', k: 10 };

it('swaps bundles and deltas under recalls of which none fails and none mixes two states', async () => {
  await withStore(async (store) => {
    const ids = [
      await promoted(store, await smallBundle()),
      await promoted(store, await smallBundle({ seed: 2 })),
    ];
    const right = new Map<string, string>();
    for (const id of ids) {
      for (const n of [0, 1]) {
        const vectors = { i1: Array.from({ length: 8 }, (_, c) => Math.sin(n + c)) };
        await store.deltas.write(smallDelta(id, n, { vectors }));
      }
      for (const deltaSequence of [0, 1, 2]) {
        const alone = await RecallEngine.open({ store, bundleId: id, deltaSequence });
        right.set(`${id} ${deltaSequence}`, JSON.stringify(alone.recall(ask).items));
      }
    }
    const engine = await RecallEngine.open({ store });
    let asked = 0;
    let isDone = false;
    const seen = new Set<string>();
    const caller = async () => {
      while (!isDone) {
        const [one] = await engine.recallBatch([ask]);
        for (const answer of [engine.recall(ask), one]) {
          const state = `${answer.bundleId} ${answer.deltaSequence}`;
          expect(JSON.stringify(answer.items), state).toBe(right.get(state));
          seen.add(state);
        }
        asked++;
        await setImmediate();
      }
    };
    const callers = Array.from({ length: 20 }, caller);
    for (let swap = 0; swap < 12; swap++) {
      await store.aliases.set('champion', ids[swap % 2], swap % 3);
      expect(await engine.refresh()).toBe(true);
      for (let turn = 0; turn < 3; turn++) await setImmediate();
    }
    isDone = true;
    await Promise.all(callers);
    expect(seen.size).toBe(6);
    expect(asked).toBeGreaterThan(100);
  });
});

it.each([
  ['exact', { kind: 'exact' }],
  ['lists', { kind: 'ivf', lists: 12, probes: 3 }],
] as const)(
  'finds after twice its size of puts and removals what is there, folded or not: %s',
  async (_, index) => {
    await withStore(async (store) => {
      const { engine } = await served(store, await smallBundle({ items: 200, config: { index } }));
      const random = seededRandom(5);
      const there = new Set(Array.from({ length: 200 }, (_, i) => `i${i}`));
      for (let n = 0; n < 400; n++) {
        const id = `i${random.integer(300)}`;
        if (there.has(id) && random.next() < 0.5) {
          engine.removeItem(id);
          there.delete(id);
        } else {
          engine.putItem(id, {
            year: 1980 + random.integer(11),
            genres: ['Drama', 'Comedy'][random.integer(2)],
          });
          there.add(id);
        }
        if (n % 50 !== 49) continue;
        const before = engine.recall({ history: ['i1'], k: 300, excludeSeen: false });
        await engine.idle();
        const after = engine.recall({ history: ['i1'], k: 300, excludeSeen: false });
        expect(new Set(idsOf(before))).toEqual(there);
        expect(after.items).toEqual(before.items);
      }
    });
  },
);

it('opens a large index in a thread, and builds it anew there, with the answers that it has here', async () => {
  await withStore(async (store) => {
    const content = await smallBundle({
      items: 26_000,
      config: { index: { kind: 'ivf', lists: 40, probes: 40 } },
    });
    const { engine } = await served(store, content);
    const near = { history: ['i1'], k: 20, excludeSeen: false };
    const [first] = engine.recall(near).items;
    for (let i = 0; i < 3_000; i++) engine.removeItem(`i${i}`);
    engine.putItem('late', { year: 1985, genres: 'Drama' });
    const before = engine.recall({ userId: 'u4', k: 50 });
    expect(idsOf(before).filter((id) => Number(id.slice(1)) < 3_000)).toEqual([]);
    engine.putItem('later', { year: 1985, genres: 'Drama' });
    await engine.idle();
    expect(engine.recall({ userId: 'u4', k: 50, exclude: ['later'] }).items).toEqual(before.items);
    expect(engine.info()).toMatchObject({ indexKind: 'ivf', items: 23_002 });
    expect(first.score).toBeGreaterThan(0);
  });
});
