import { type CutOff, positionSchema } from '@twotower/store';
import { describe, expect, it } from 'vitest';
import { lastDay, smallBundle } from '../../test/small-bundle.ts';
import { idsOf, promoted, served, withStore } from '../../test/small-store.ts';
import type { SeenEvent } from '../live/live-events.ts';
import { RecallEngine } from './recall-engine.ts';

const minute = 60_000;
const clicked = (user: string, item: string, more: Partial<SeenEvent> = {}): SeenEvent => ({
  user,
  item,
  type: 'click',
  ...more,
});
const typed = { schema: { event: { type: 'type', time: 'time' } } };
const pastOf = (engine: RecallEngine, user: string) => engine.user(user).history.map(({ itemId }) => itemId);

describe('events that are posted', () => {
  it('reach history and seen items of the next recall, as if the request had said so', async () => {
    await withStore(async (store) => {
      const { engine } = await served(store, await smallBundle({ config: typed }));
      const before = engine.recall({ userId: 'u4', k: 40 });
      const history = pastOf(engine, 'u4').toReversed();
      expect(engine.see([clicked('u4', 'i3'), clicked('u4', 'i8', { type: 'impression' })])).toBe(2);
      const after = engine.recall({ userId: 'u4', k: 40, explain: true });
      expect(after.items).not.toEqual(before.items);
      expect(idsOf(after)).not.toContain('i3');
      expect(idsOf(after)).toContain('i8');
      const said = engine.recall({ userId: 'u4', history: [...history, 'i3'], k: 40 });
      expect(idsOf(after)).toEqual(idsOf(said));
      expect(after.explanation?.history).toMatchObject({
        stored: 5,
        live: 1,
        used: 6,
        latest: ['i3', 'i0', 'i33', 'i26', 'i19', 'i12'],
      });
      expect(pastOf(engine, 'u4')).toEqual(['i3', ...history.toReversed()]);
    });
  });

  it('make a session of who was unknown', async () => {
    await withStore(async (store) => {
      const { engine } = await served(store, await smallBundle({ features: false }));
      expect(engine.recall({ userId: 'ann', k: 3 }).source).toBe('popularity');
      engine.see([clicked('ann', 'nobody knows it'), clicked('ann', 'i3')]);
      expect(engine.recall({ userId: 'ann', k: 3 }).source).toBe('session');
      expect(engine.user('ann')).toMatchObject({ known: true });
      expect(engine.removeUser('ann')).toBe(true);
      expect(engine.recall({ userId: 'ann', k: 3 }).source).toBe('popularity');
      expect(engine.user('ann')).toMatchObject({ known: false, history: [] });
    });
  });

  it('count once each, by id or place in the log, in the order of time and place whatever came first', async () => {
    await withStore(async (store) => {
      const { engine } = await served(store, await smallBundle());
      const time = lastDay + minute;
      const events = [
        clicked('ann', 'i1', { id: 'a', time }),
        clicked('ann', 'i2', { offset: 8, time: time + 1 }),
        clicked('ann', 'i3', { offset: 7, time: time + 1 }),
        clicked('ann', 'i4', { time: time - 1 }),
      ];
      expect(engine.see(events)).toBe(4);
      expect(engine.see([...events.slice(0, 3), clicked('bob', 'i1', { id: 'a', time })])).toBe(1);
      expect(pastOf(engine, 'ann').toReversed()).toEqual(['i4', 'i1', 'i3', 'i2']);
      // Between what is stored.
      engine.see([clicked('u4', 'i9', { time: lastDay - 86_400_000 })]);
      expect(pastOf(engine, 'u4').toReversed()).toEqual(['i12', 'i19', 'i26', 'i33', 'i9', 'i0']);
    });
  });

  it.each([
    ['types of the config', { positive: ['buy'], event: { type: 'type' } }, ['buy']],
    ['a log without types', {}, ['click', 'buy', 'rate low', 'rate high']],
    ['a threshold on a column', { positive: { column: 'rating', atLeast: 4 } }, ['rate high']],
    [
      'a threshold on the weight',
      { positive: { column: 'plays', atLeast: 4 }, event: { weight: 'plays' } },
      ['buy'],
    ],
  ])('are positives by the rule of the config: %s', async (_, schema, positives) => {
    await withStore(async (store) => {
      const { engine } = await served(store, await smallBundle({ config: { schema } }));
      const kinds: Record<string, Partial<SeenEvent>> = {
        click: {},
        buy: { type: 'buy', weight: 5 },
        'rate low': { type: 'rate', context: { rating: 2 } },
        'rate high': { type: 'rate', context: { rating: '4' } },
      };
      Object.keys(kinds).forEach((kind, i) => {
        engine.see([clicked('ann', `i${i}`, kinds[kind])]);
      });
      const found = pastOf(engine, 'ann').map((id) => Object.keys(kinds)[Number(id.slice(1))]);
      expect(found.toReversed()).toEqual(positives);
    });
  });

  it('of one pair count once where training merges repeats', async () => {
    await withStore(async (store) => {
      const merging = { data: { events: 'log.csv', repeats: 'merge' } } as const;
      const { engine } = await served(store, await smallBundle({ config: merging }));
      engine.see([clicked('u4', 'i12'), clicked('u4', 'i3'), clicked('u4', 'i3')]);
      expect(pastOf(engine, 'u4')).toEqual(['i3', 'i0', 'i33', 'i26', 'i19', 'i12']);
    });
  });

  it('take no more memory than was allowed: the oldest go', async () => {
    await withStore(async (store) => {
      await promoted(store, await smallBundle());
      const engine = await RecallEngine.open({ store, limits: { events: 10, perUser: 4 } });
      for (let n = 0; n < 6; n++) engine.see([clicked('ann', `i${n}`, { time: lastDay + n })]);
      expect(pastOf(engine, 'ann')).toEqual(['i5', 'i4', 'i3', 'i2']);
      for (let n = 0; n < 9; n++) engine.see([clicked(`x${n}`, 'i1', { id: 'same' })]);
      expect(engine.info().liveEvents).toBe(10);
      expect(pastOf(engine, 'ann')).toEqual(['i5']);
    });
  });

  it('are dropped when a bundle is served that has learnt them', async () => {
    await withStore(async (store) => {
      const { engine } = await served(store, await smallBundle());
      engine.see([
        clicked('ann', 'i1', { offset: 5 }),
        clicked('ann', 'i2', { offset: 15 }),
        clicked('ann', 'i3', { time: lastDay - 1 }),
        clicked('ann', 'i4', { time: lastDay + 1 }),
      ]);
      const cutOff: CutOff = { position: positionSchema.parse('10'), newestTime: lastDay, files: [] };
      await promoted(store, await smallBundle({ seed: 2, cutOff }));
      await engine.refresh();
      expect(pastOf(engine, 'ann').toSorted()).toEqual(['i2', 'i4']);
      expect(engine.info().liveEvents).toBe(2);
    });
  });
});

describe('an event log', () => {
  it('is read from the cut-off on, each event once, at the start as at each refresh', async () => {
    await withStore(async (store) => {
      await store.events.append([clicked('ann', 'i1'), clicked('ann', 'i2')]);
      const { end } = await store.events.extent();
      const cutOff: CutOff = { position: end, files: [] };
      await store.events.append([clicked('ann', 'i3'), clicked('ann', 'i4', { id: 'x' })]);
      await promoted(store, await smallBundle({ cutOff }));
      const engine = await RecallEngine.open({ store, events: store.events });
      expect(pastOf(engine, 'ann')).toEqual(['i4', 'i3']);
      await store.events.append([clicked('ann', 'i5')]);
      expect(await engine.readEvents()).toBe(1);
      expect(await engine.refresh()).toBe(false);
      expect(pastOf(engine, 'ann')).toEqual(['i5', 'i4', 'i3']);
      const { end: later } = await store.events.extent();
      await promoted(store, await smallBundle({ seed: 2, cutOff: { position: later, files: [] } }));
      await engine.refresh();
      expect(pastOf(engine, 'ann')).toEqual([]);
      // Back to the bundle that has not learnt them: they are read again.
      await store.aliases.rollback('champion');
      await engine.refresh();
      expect(pastOf(engine, 'ann')).toEqual(['i5', 'i4', 'i3']);
    });
  });
});

describe('the prior', () => {
  it('counts them, and says what they made of a score', async () => {
    await withStore(async (store) => {
      const content = await smallBundle({ prior: { weight: 0.5 }, items: 10 });
      const { engine } = await served(store, content);
      engine.see(Array.from({ length: 40 }, () => clicked('ann', 'i7')));
      const counts = Array.from(content.items.popularity);
      const smoothing = Math.min(1, counts.reduce((a, b) => a + b, 0) / 10);
      counts[7] += 40;
      const all = counts.reduce((a, b) => a + b, 0) + smoothing * 10;
      const { items, explanation } = engine.recall({
        userId: 'u4',
        k: 10,
        excludeSeen: false,
        explain: true,
      });
      expect(explanation?.countedEvents).toBe(40);
      for (const { itemId, score, explanation: made } of items) {
        const share = (counts[Number(itemId.slice(1))] + smoothing) / all;
        expect(made?.prior).toBeCloseTo(0.5 * Math.log(share), 5);
        expect((made?.cosine ?? 0) + (made?.prior ?? 0) + (made?.aggregation ?? 0)).toBeCloseTo(score, 6);
        expect(made?.aggregation).toBeCloseTo(0, 5);
      }
      expect(engine.recall({ k: 1 }).items).toMatchObject([{ itemId: 'i7', score: 1 }]);
    });
  });

  it('counts the newer the more where counts fade, and once with what a delta has counted', async () => {
    await withStore(async (store) => {
      const content = await smallBundle({ prior: { weight: 1, halfLife: '1d' }, items: 10 });
      const { engine } = await served(store, content);
      const day = 86_400_000;
      engine.see([
        clicked('ann', 'i7', { time: lastDay + 3 * day }),
        clicked('bob', 'i8', { time: lastDay + day }),
        clicked('bob', 'i9', { time: lastDay - day }),
      ]);
      const { items } = engine.recall({ userId: 'u4', k: 10, excludeSeen: false, explain: true });
      const prior = Object.fromEntries(items.map((item) => [item.itemId, item.explanation?.prior ?? 0]));
      const base = content.ranking?.prior ?? new Float32Array(0);
      const gained = (row: number) =>
        Math.exp(prior[`i${row}`] - prior.i9) * Math.exp(base[9]) - Math.exp(base[row]);
      // Three days later an event is worth 8, one day later 2, one before the newest of the bundle nothing new.
      expect(gained(7) / gained(8)).toBeCloseTo(4, 2);
    });
  });

  it('answers on where the first event comes thousands of half-lives after the bundle', async () => {
    await withStore(async (store) => {
      const content = await smallBundle({ prior: { weight: 1, halfLife: '1d' }, items: 10 });
      const { engine } = await served(store, content);
      engine.see([clicked('ann', 'i7', { time: lastDay + 5_000 * 86_400_000 })]);
      const { items } = engine.recall({ userId: 'u4', k: 10, excludeSeen: false, explain: true });
      expect(items).toHaveLength(10);
      expect(items.every(({ score }) => Number.isFinite(score))).toBe(true);
      const priors = items.map(({ explanation }) => explanation?.prior ?? Number.NaN);
      const own = items.findIndex(({ itemId }) => itemId === 'i7');
      expect(Math.max(...priors)).toBe(priors[own]);
    });
  });
});
