import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smallBundle } from '../../test/small-bundle.ts';
import { idsOf, promoted, served, withStore } from '../../test/small-store.ts';
import { RecallEngine } from './recall-engine.ts';
import { ServedAliases } from './served-aliases.ts';

describe('caps by category', () => {
  it('give the best items of which no more than so many share a value, as a walk down the whole list does', async () => {
    await withStore(async (store) => {
      const { engine } = await served(store, await smallBundle({ items: 120 }));
      engine.putItem('late', { genres: 'Drama', year: 1985 });
      const whole = engine.recall({ history: ['i1'], k: 121, excludeSeen: false }).items;
      const entriesOf = (value: unknown) => (typeof value === 'string' ? value.split('|') : []);
      fc.assert(
        fc.property(
          fc.constantFrom('genres', 'year'),
          fc.integer({ min: 1, max: 6 }),
          fc.integer({ min: 1, max: 121 }),
          (field, most, k) => {
            const counts = new Map<unknown, number>();
            const wanted: string[] = [];
            for (const { itemId, attributes } of whole) {
              const value = attributes?.[field];
              const entries = field === 'genres' ? entriesOf(value) : [value].filter((one) => one !== null);
              if (wanted.length === k || entries.some((one) => (counts.get(one) ?? 0) >= most)) continue;
              for (const one of entries) counts.set(one, (counts.get(one) ?? 0) + 1);
              wanted.push(itemId);
            }
            const perCategory = { field, most };
            expect(idsOf(engine.recall({ history: ['i1'], k, excludeSeen: false, perCategory }))).toEqual(
              wanted,
            );
          },
        ),
        { numRuns: 60 },
      );
      expect(() => engine.recall({ k: 1, perCategory: { field: 'yeer', most: 1 } })).toThrow(
        'did you mean year?',
      );
      expect(() => engine.recall({ k: 1, perCategory: { field: 'year', most: 0 } })).toThrow(
        'perCategory.most',
      );
    });
  });
});

describe('diversity', () => {
  it('chooses one after another by score less likeness to those chosen', async () => {
    const content = await smallBundle({ items: 60 });
    await withStore(async (store) => {
      const { engine } = await served(store, content);
      const ask = { history: ['i1'], excludeSeen: false };
      const all = engine.recall({ ...ask, k: 60 }).items;
      const cosine = (a: string, b: string) => {
        const [x, y] = [a, b].map((id) => content.items.ids.indexOf(id) * 8);
        return content.itemVectors
          .subarray(x, x + 8)
          .reduce((sum, v, c) => sum + v * content.itemVectors[y + c], 0);
      };
      for (const diversity of [0, 0.3, 1]) {
        const left = [...all];
        const wanted: string[] = [];
        while (wanted.length < 15) {
          const worth = left.map(({ itemId, score }) =>
            wanted.length === 0
              ? score
              : (1 - diversity) * score - diversity * Math.max(...wanted.map((one) => cosine(one, itemId))),
          );
          const [best] = left.splice(worth.indexOf(Math.max(...worth)), 1);
          wanted.push(best.itemId);
        }
        expect(idsOf(engine.recall({ ...ask, k: 15, diversity }))).toEqual(wanted);
      }
      expect(() => engine.recall({ k: 201, diversity: 0.5 })).toThrow('at most 200');
      expect(() => engine.recall({ k: 2, diversity: 2 })).toThrow('from 0 to 1');
    });
  });
});

it('answers only what is available now, by the columns of the config', async () => {
  const content = await smallBundle({ config: { item: { availability: { from: 'from', until: 'until' } } } });
  const columns = content.items.columns as Record<string, unknown[]>;
  columns.from = content.items.ids.map((_, i) => (i % 2 === 0 ? '2026-07-01' : null));
  columns.until = content.items.ids.map((_, i) => (i % 3 === 0 ? Date.UTC(2026, 7, 1) : null));
  await withStore(async (store) => {
    let now = Date.UTC(2026, 5, 15);
    const { engine } = await served(store, content, () => now);
    const available = () => idsOf(engine.recall({ k: 50 })).map((id) => Number(id.slice(1)));
    expect(available().every((i) => i % 2 === 1)).toBe(true);
    expect(available()).toHaveLength(20);
    now = Date.UTC(2026, 6, 1);
    expect(available()).toHaveLength(40);
    const similar = () => idsOf(engine.similar('i1', 50));
    expect(similar()).toHaveLength(39);
    now = Date.UTC(2026, 7, 1);
    expect(available().every((i) => i % 3 !== 0)).toBe(true);
    expect(similar().every((id) => Number(id.slice(1)) % 3 !== 0)).toBe(true);
    engine.putItem('brief', { from: '2026-07-31T00:00', until: '2026-08-02' });
    expect(idsOf(engine.recall({ k: 50 }))).toContain('brief');
    now = Date.UTC(2026, 7, 2);
    expect(idsOf(engine.recall({ k: 50 }))).not.toContain('brief');
  });
});

describe('explained scores', () => {
  it('are the sum of their parts, with ranks against an exact search and the nearest of the history', async () => {
    const options = {
      aggregation: 0.3,
      prior: { weight: 0.2 },
      items: 300,
      config: { index: { kind: 'ivf', lists: 20, probes: 2 } },
    } as const;
    await withStore(async (store) => {
      const { engine } = await served(store, await smallBundle(options));
      const { items, explanation } = engine.recall({ userId: 'u4', k: 20, explain: true });
      expect(explanation).toMatchObject({ index: 'ivf', history: { stored: 5, live: 0, used: 5 } });
      let below = 0;
      items.forEach(({ score, explanation: made }, rank) => {
        if (made === undefined) throw new Error('not explained');
        expect(made.cosine + made.aggregation + made.prior).toBeCloseTo(score, 6);
        expect(made.aggregation).not.toBe(0);
        expect(made.rank).toBe(rank + 1);
        expect(made.exactRank).toBeGreaterThanOrEqual(made.rank);
        below += (made.exactRank ?? 0) > made.rank ? 1 : 0;
        const [first, second] = made.nearest;
        expect(first.cosine).toBeGreaterThanOrEqual(second.cosine);
        expect(engine.user('u4').history.map(({ itemId }) => itemId)).toContain(first.itemId);
      });
      // Two of twenty lists miss some.
      expect(below).toBeGreaterThan(0);
      expect(engine.recall({ userId: 'u4', k: 1 }).items[0].explanation).toBeUndefined();
    });
  });

  it('are measured on some of what is asked, where an index may miss some', async () => {
    await withStore(async (store) => {
      const { engine } = await served(
        store,
        await smallBundle({ items: 300, config: { index: { kind: 'ivf', lists: 20, probes: 2 } } }),
      );
      expect(engine.info().indexRecall).toBeUndefined();
      engine.recall({ userId: 'u4', k: 20 });
      await new Promise(setImmediate);
      await new Promise(setImmediate);
      expect(engine.info().indexRecall).toBeGreaterThan(0.1);
      expect(engine.info().indexRecall).toBeLessThanOrEqual(1);
    });
  });
});

describe('a batch', () => {
  it('is answered as each request alone', async () => {
    await withStore(async (store) => {
      const { engine } = await served(store, await smallBundle({ prior: { weight: 0.1 }, items: 80 }));
      engine.putItem('blank', {});
      engine.see([{ user: 'u6', item: 'i3', type: 'click' }]);
      engine.removeItem('i5');
      const drama = { field: 'genres', op: 'contains', value: 'Drama' } as const;
      const requests = Array.from({ length: 50 }, (_, n) => ({
        userId: `u${n % 14}`,
        k: 1 + ((n * 7) % 90),
        ...(n % 3 === 0 && { filter: drama }),
        ...(n % 5 === 0 && { exclude: ['i1', 'i2'] }),
        ...(n % 7 === 0 && { perCategory: { field: 'genres', most: 3 } }),
        ...(n % 11 === 0 && { explain: true }),
      }));
      const many = await engine.recallBatch(requests, 'all');
      many.forEach((answer, n) => {
        expect(answer).toEqual(engine.recall(requests[n], `all-${n}`));
      });
      const failing = engine.recallBatch([
        { k: 1 },
        { userId: 'u2', k: 1, filter: { field: 'yeer', op: 'eq', value: 1 } },
      ]);
      await expect(failing).rejects.toMatchObject({
        code: 'INVALID_REQUEST',
        field: 'requests.1.filter.field',
      });
    });
  });
});

describe('other aliases', () => {
  it('answer by name, opened when first asked, with one bundle in memory and what came in shared', async () => {
    await withStore(async (store) => {
      const first = await promoted(store, await smallBundle());
      const { id: second } = await store.bundles.write(await smallBundle({ seed: 2 }));
      let opened = 0;
      const bundles = {
        ...store.bundles,
        open: (id: string) => store.bundles.open(id).finally(() => opened++),
      };
      const engine = await RecallEngine.open({ store: { ...store, bundles } });
      const aliases = new ServedAliases(engine, { most: 2 });
      await store.aliases.set('same', first);
      await store.aliases.set('candidate', second);
      const ask = { userId: 'u4', k: 5 };
      expect(await aliases.recall(ask, 'r')).toEqual(engine.recall(ask, 'r'));
      expect((await aliases.recall({ ...ask, alias: 'same' })).bundleId).toBe(first);
      expect(opened).toBe(1);
      const answers = await aliases.recallBatch([ask, { ...ask, alias: 'candidate' }, ask], 'b');
      expect(answers.map(({ bundleId, requestId }) => [bundleId, requestId])).toEqual([
        [first, 'b-0'],
        [second, 'b-1'],
        [first, 'b-2'],
      ]);
      engine.see([{ user: 'ann', item: 'i3', type: 'click' }]);
      engine.removeItem('i7');
      const other = await aliases.recall({ userId: 'ann', k: 40, alias: 'candidate' });
      expect(other.source).toBe('session');
      expect(idsOf(other)).not.toContain('i7');
      await expect(aliases.recall({ ...ask, alias: 'none' })).rejects.toThrow(
        /alias: .*2 other aliases are served/,
      );
    });
  });

  it('that do not exist are refused by name', async () => {
    await withStore(async (store) => {
      const { end } = await store.events.append([{ user: 'ann', item: 'i3', type: 'click', time: 1 }]);
      await promoted(store, await smallBundle({ cutOff: { position: end, files: [] } }));
      const engine = await RecallEngine.open({ store, events: store.events });
      const aliases = new ServedAliases(engine);
      const failing = aliases.recallBatch([{ k: 1 }, { k: 1, alias: 'none' }]);
      await expect(failing).rejects.toMatchObject({ code: 'INVALID_REQUEST', field: 'requests.1.alias' });
      expect(engine.info().liveEvents).toBe(0);
    });
  });
});

it('takes profiles and histories from elsewhere, the request’s own values winning', async () => {
  await withStore(async (store) => {
    const { engine } = await served(store, await smallBundle());
    const known = { features: { age: 70 }, history: ['i3', 'i4'] };
    const aliases = new ServedAliases(engine, {
      profiles: { get: async (userId) => (userId === 'ann' ? known : undefined) },
    });
    const ask = { userId: 'ann', k: 10 };
    const answer = await aliases.recall(ask, 'r');
    expect(answer).toEqual(engine.recall({ ...ask, ...known }, 'r'));
    const young = { ...ask, features: { age: 20 }, history: ['i9'] };
    expect(await aliases.recall(young, 'r')).toEqual(engine.recall(young, 'r'));
    expect((await aliases.recall({ userId: 'bob', k: 1 })).source).toBe('popularity');
  });
});
