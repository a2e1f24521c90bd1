import { encodeTower, modelFromTensors } from '@twotower/core';
import { encodeItem, loadFeatures } from '@twotower/features';
import { type BundleContent, floatTensors } from '@twotower/store';
import { describe, expect, it } from 'vitest';
import { smallBundle } from '../../test/small-bundle.ts';
import { smallDelta } from '../../test/small-delta.ts';
import { idsOf, promoted, served, withStore } from '../../test/small-store.ts';

const film = { title: 'Late', genres: 'Drama|Western', year: 1999, colour: true };

/** What the item tower makes of an item. */
function vectorOf(content: BundleContent, item: Parameters<typeof encodeItem>[1]): Float32Array {
  const fitted = loadFeatures(content.features);
  const model = modelFromTensors({
    dense: floatTensors(content.dense, 'content'),
    tables: floatTensors(content.tables, 'content'),
    user: fitted.user.inputs,
    item: fitted.item.inputs,
  });
  return encodeTower(model, 'item', encodeItem(fitted, item));
}

describe('an item that is put', () => {
  it('is found, filtered and shown from the next recall on, by its features', async () => {
    const content = await smallBundle();
    await withStore(async (store) => {
      const { engine } = await served(store, content);
      expect(engine.putItem('late', film)).toBe(true);
      expect(engine.putItem('late', { ...film, year: '1998' })).toBe(false);
      const filter = {
        and: [
          { field: 'year', op: 'eq', value: 1998 },
          { field: 'genres', op: 'contains', value: 'Western' },
        ],
      } as const;
      const found = engine.recall({ userId: 'u4', k: 5, filter });
      expect(found.items).toMatchObject([
        { itemId: 'late', attributes: { title: 'Late', genres: 'Drama|Western', year: 1998 } },
      ]);
      const all = engine.recall({ userId: 'u4', k: 41, excludeSeen: false, explain: true });
      expect(idsOf(all)).toContain('late');
      expect(idsOf(engine.recall({ k: 41 }))).toContain('late');
      const vector = vectorOf(content, { id: 'late', features: { ...film, year: 1998 } });
      const near = engine.similar('late', 40).items;
      for (const { itemId, score } of near) {
        const at = content.items.ids.indexOf(itemId) * 8;
        const cosine = vector.reduce((sum, x, c) => sum + x * content.itemVectors[at + c], 0);
        expect(score).toBeCloseTo(cosine, 5);
      }
      // A history may name it.
      expect(engine.recall({ history: ['late'], k: 1 }).source).toBe('session');
    });
  });

  it('changes one that was there: its vector, what filters and answers say of it', async () => {
    await withStore(async (store) => {
      const { engine } = await served(store, await smallBundle());
      const before = engine.similar('i3', 39).items;
      expect(engine.putItem('i3', film)).toBe(false);
      expect(engine.similar('i3', 39).items).not.toEqual(before);
      expect(engine.similar('i3', 1).attributes).toMatchObject({ title: 'Late' });
      const late = { field: 'title', op: 'eq', value: 'Late' } as const;
      const old = { field: 'title', op: 'eq', value: 'Film 3' } as const;
      expect(idsOf(engine.recall({ k: 40, filter: late }))).toEqual(['i3']);
      expect(engine.recall({ k: 40, filter: old }).items).toEqual([]);
      expect(engine.recall({ k: 40 }).items).toHaveLength(40);
    });
  });

  it('ranks behind all others where it says nothing that training knew', async () => {
    await withStore(async (store) => {
      const { engine } = await served(store, await smallBundle());
      engine.putItem('blank', {});
      for (const ask of [{ userId: 'u4' }, { history: ['i1'] }, {}]) {
        const answer = engine.recall({ ...ask, k: 41, excludeSeen: false });
        expect(idsOf(answer).at(-1)).toBe('blank');
      }
    });
  });

  it('is refused by the name of what is wrong', async () => {
    await withStore(async (store) => {
      const { engine } = await served(store, await smallBundle());
      expect(() => engine.putItem('x', { yeer: 1990 })).toThrow(
        'attributes.yeer: unknown column "yeer"; did you mean year?',
      );
      expect(() => engine.putItem('x', { year: 'soon' })).toThrow(
        'attributes.year: year holds number values; got "soon"',
      );
      expect(() => engine.putItem('x', { colour: 7 })).toThrow('colour holds boolean values');
      expect(engine.recall({ k: 41 }).items).toHaveLength(40);
    });
  });

  it('keeps its columns when a delta moves its row, and its row when it is put', async () => {
    const content = await smallBundle();
    await withStore(async (store) => {
      const { id, engine } = await served(store, content);
      engine.putItem('late', film);
      engine.recall({ k: 1 });
      const moved = Float32Array.from({ length: 8 }, (_, c) => Math.fround(Math.sin(c)));
      const change = { items: { late: moved }, vectors: { late: new Float32Array(8).fill(0.1) } };
      await store.deltas.write(smallDelta(id, 0, change));
      await engine.apply(await store.deltas.open(id, 1));
      const answer = engine.similar('late', 40);
      expect(answer.attributes).toMatchObject({ title: 'Late' });
      // What the tower makes of its columns and its row, not what the delta knew without them.
      await withStore(async (other) => {
        const again = await served(other, content);
        await other.deltas.write(smallDelta(again.id, 0, { items: { late: moved } }));
        await again.engine.apply(await other.deltas.open(again.id, 1));
        again.engine.putItem('late', film);
        expect(again.engine.similar('late', 40).items).toEqual(answer.items);
      });
    });
  });
});

describe('an item that is removed', () => {
  it('never comes back, by whatever way, until it is put again', async () => {
    await withStore(async (store) => {
      const { engine } = await served(store, await smallBundle());
      expect(engine.removeItem('i5')).toBe(true);
      expect(engine.removeItem('i5')).toBe(false);
      const asks = [
        { userId: 'u4' },
        { history: ['i1'] },
        {},
        { filter: { field: 'title', op: 'eq', value: 'Film 5' } as const },
      ];
      for (const ask of asks) expect(idsOf(engine.recall({ ...ask, k: 40 }))).not.toContain('i5');
      expect(idsOf(engine.similar('i4', 39))).not.toContain('i5');
      expect(() => engine.similar('i5', 3)).toThrow('no item "i5"');
      expect(engine.recall({ k: 40 }).items).toHaveLength(39);
      await promoted(store, await smallBundle({ seed: 2 }));
      await engine.refresh();
      expect(idsOf(engine.recall({ k: 40 }))).not.toContain('i5');
      engine.putItem('i5', film);
      expect(idsOf(engine.recall({ k: 40 }))).toContain('i5');
    });
  });

  it('leaves k of the others however often the best are removed', async () => {
    await withStore(async (store) => {
      const { engine } = await served(
        store,
        await smallBundle({ items: 400, config: { index: { kind: 'ivf', lists: 20, probes: 1 } } }),
      );
      for (let left = 400; left > 20; left -= 10) {
        const answer = engine.recall({ history: ['i1'], k: 10, excludeSeen: false });
        expect(answer.items).toHaveLength(10);
        for (const itemId of idsOf(answer)) engine.removeItem(itemId);
      }
      await engine.idle();
      expect(engine.recall({ history: ['i1'], k: 100, excludeSeen: false }).items).toHaveLength(20);
    });
  });
});

describe('what was put', () => {
  it('stays through a swap until the bundle knows it', async () => {
    await withStore(async (store) => {
      const { engine } = await served(store, await smallBundle({ items: 40 }));
      engine.putItem('i40', film);
      engine.putItem('i3', { title: 'Other' });
      engine.putUser('ann', { age: 30 });
      await promoted(store, await smallBundle({ items: 40, seed: 2 }));
      await engine.refresh();
      expect(engine.similar('i40', 1).attributes).toMatchObject({ title: 'Late' });
      expect(engine.similar('i3', 1).attributes).toMatchObject({ title: 'Other' });
      expect(engine.user('ann')).toMatchObject({ known: true, features: { age: 30 } });
      const known = await smallBundle({ items: 41, seed: 3 });
      const columns = known.items.columns as Record<string, unknown[]>;
      for (const [name, value] of Object.entries(film)) columns[name][40] = value;
      await promoted(store, known);
      await engine.refresh();
      expect(engine.similar('i40', 1).attributes).toMatchObject({ title: 'Late' });
      expect(engine.shared.live.items.since(0).has('i40')).toBe(false);
      expect(engine.shared.live.items.since(0).has('i3')).toBe(true);
    });
  });

  it('of a user is their profile', async () => {
    await withStore(async (store) => {
      const { engine } = await served(store, await smallBundle({ history: false }));
      const said = engine.recall({
        userId: 'u4',
        features: { age: 70, country: 'PE' },
        k: 40,
        excludeSeen: false,
      });
      expect(engine.putUser('u4', { age: 70, group: 'PE' })).toBe(false);
      expect(engine.recall({ userId: 'u4', k: 40, excludeSeen: false }).items).toEqual(said.items);
      expect(engine.recall({ userId: 'ann', k: 1 }).source).toBe('popularity');
      expect(engine.putUser('ann', { age: 30 })).toBe(true);
      expect(engine.recall({ userId: 'ann', k: 1 }).source).toBe('features');
      expect(() => engine.putUser('ann', { agee: 30 })).toThrow('did you mean age?');
      expect(() => engine.putUser('ann', { age: 'old' })).toThrow(
        'features.age: age is read as a number; got "old", null says that it is not known',
      );
      expect(() => engine.putUser('ann', { country: ['NO'] })).toThrow(
        'is read as one text, number or boolean',
      );
      expect(engine.putUser('ann', { age: null, country: '' })).toBe(false);
      expect(engine.removeUser('u4')).toBe(true);
      expect(engine.recall({ userId: 'u4', k: 1 }).source).toBe('popularity');
      expect(engine.removeUser('u4')).toBe(false);
    });
  });
});
