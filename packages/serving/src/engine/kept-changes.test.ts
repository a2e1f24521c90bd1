import { positionSchema, type Store } from '@twotower/store';
import { expect, it } from 'vitest';
import { smallBundle } from '../../test/small-bundle.ts';
import { smallDelta } from '../../test/small-delta.ts';
import { idsOf, promoted, withStore } from '../../test/small-store.ts';
import { RecallEngine } from './recall-engine.ts';

const film = { title: 'Late', genres: 'Drama|Western', year: 1999, colour: true };
const place = (offset: number) => positionSchema.parse(String(offset));
const cutOff = (changes: number) => ({ position: place(0), files: [], changes });

function opened(store: Store): Promise<RecallEngine> {
  return RecallEngine.open({ store, events: store.events, changes: store.changes });
}

const titleOf = (engine: RecallEngine, id: string) => engine.similar(id, 1).attributes?.title;

it('what is kept by hand is known after a start, and to every other server from its next look on', async () => {
  await withStore(async (store) => {
    await promoted(store, await smallBundle());
    const first = await opened(store);
    await store.changes.make({ kind: 'put', side: 'item', id: 'late', record: film });
    await store.changes.make({ kind: 'removed', side: 'item', id: 'i5' });
    await store.changes.make({ kind: 'put', side: 'user', id: 'ann', record: { age: 30 } });
    await first.refresh();
    for (const engine of [first, await opened(store)]) {
      expect(titleOf(engine, 'late')).toBe('Late');
      expect(idsOf(engine.recall({ k: 41 }))).not.toContain('i5');
      expect(engine.recall({ userId: 'ann', k: 1 }).source).toBe('features');
    }
    await store.changes.make({ kind: 'put', side: 'item', id: 'i5', record: film });
    expect(await first.readChanges()).toBe(1);
    expect(titleOf(first, 'i5')).toBe('Late');
    expect(await first.readChanges()).toBe(0);
  });
});

it('a bundle that was made after a put knows its item better, one that goes back does not', async () => {
  await withStore(async (store) => {
    const before = await promoted(store, await smallBundle({ cutOff: cutOff(0) }));
    await store.changes.make({ kind: 'put', side: 'item', id: 'i3', record: { title: 'By hand' } });
    const version = await store.changes.make({ kind: 'put', side: 'item', id: 'new', record: film });
    await store.changes.make({ kind: 'put', side: 'item', id: 'i4', record: { title: 'Later' } });
    await promoted(store, await smallBundle({ seed: 2, cutOff: cutOff(version) }));
    const titles = (engine: RecallEngine) => ['i3', 'i4', 'new'].map((id) => titleOf(engine, id));
    const engine = await opened(store);
    // One that it has not got stays as it was put.
    expect(titles(engine)).toEqual(['Film 3', 'Later', 'Late']);
    await store.aliases.set('champion', before);
    await engine.refresh();
    expect(titles(engine)).toEqual(['By hand', 'Later', 'Late']);
  });
});

it('an item that was removed stays away, whatever events and deltas say, until it is put', async () => {
  await withStore(async (store) => {
    const id = await promoted(store, await smallBundle());
    await store.changes.make({ kind: 'removed', side: 'item', id: 'i5' });
    await store.changes.make({ kind: 'removed', side: 'item', id: 'unborn' });
    const engine = await opened(store);
    const moved = Float32Array.from({ length: 8 }, (_, c) => Math.fround(Math.sin(c)));
    await store.deltas.write(smallDelta(id, 0, { vectors: { i5: moved, unborn: moved } }));
    await store.aliases.set('champion', id, 1);
    await engine.refresh();
    for (const each of [engine, await opened(store)]) {
      const found = idsOf(each.recall({ k: 42 }));
      expect(found).toHaveLength(39);
      expect(found).not.toEqual(expect.arrayContaining(['unborn']));
    }
    await store.changes.make({ kind: 'put', side: 'item', id: 'unborn', record: film });
    await engine.refresh();
    expect(idsOf(engine.recall({ k: 42 }))).toContain('unborn');
  });
});

it('who was erased is forgotten by every server at once, and again after a start; who came again is not', async () => {
  await withStore(async (store) => {
    const id = await promoted(store, await smallBundle({ history: false, cutOff: cutOff(0) }));
    const [first, other] = [await opened(store), await opened(store)];
    await store.changes.make({ kind: 'put', side: 'user', id: 'u4', record: { age: 70 } });
    await store.events.append([{ user: 'u4', item: 'i1', type: 'click' }]);
    for (const engine of [first, other]) await engine.refresh();
    expect(other.user('u4').features).toEqual({ age: 70 });

    const forget = async () => {
      await store.events.erase('u4');
      await store.changes.erase('u4', (await store.events.extent()).end);
    };
    await forget();
    first.removeUser('u4');
    for (const engine of [first, other]) await engine.refresh();
    for (const engine of [first, other, await opened(store)]) {
      expect(engine.user('u4')).toMatchObject({ known: false, features: {}, history: [] });
    }

    // What comes now is of a new one: an event, a profile, a row.
    await store.events.append([{ user: 'u4', item: 'i2', type: 'click' }]);
    await store.changes.make({ kind: 'put', side: 'user', id: 'u4', record: { country: 'PE' } });
    const row = Float32Array.from({ length: 8 }, (_, c) => Math.fround(Math.cos(c)));
    await store.deltas.write(smallDelta(id, 0, { users: { u4: row }, removed: { users: ['u4'] } }));
    await store.aliases.set('champion', id, 1);
    for (const engine of [first, other]) await engine.refresh();
    for (const engine of [first, other, await opened(store)]) {
      const { features, history } = engine.user('u4');
      expect([features, history.map(({ itemId }) => itemId)]).toEqual([{ country: 'PE' }, ['i2']]);
      expect(engine.recall({ userId: 'u4', k: 1 }).source).toBe('model');
    }
  });
});

it('what was put by the columns of another bundle is known as far as this one has them', async () => {
  await withStore(async (store) => {
    await promoted(store, await smallBundle());
    const record = { title: 'Old', year: 'long ago', director: 'somebody' };
    await store.changes.make({ kind: 'put', side: 'item', id: 'odd', record });
    const engine = await opened(store);
    expect(engine.similar('odd', 1).attributes).toEqual({ title: 'Old', genres: null, year: null });
    const filter = { field: 'year', op: 'gte', value: 1 } as const;
    expect(idsOf(engine.recall({ k: 41, filter }))).not.toContain('odd');
  });
});

it('what a delta says of a new item is shown and filtered by, until somebody puts it', async () => {
  await withStore(async (store) => {
    const id = await promoted(store, await smallBundle());
    const vector = Float32Array.from({ length: 8 }, (_, c) => Math.fround(Math.sin(c)));
    const described = (title: string) => ({
      ids: ['n1', 'n2'],
      columns: {
        title: [title, 'N2'],
        year: [1999, 'unknown'],
        genres: ['Drama|Western', null],
        more: [1, 2],
      },
    });
    const delta = (previous: number, title: string) =>
      smallDelta(id, previous, { vectors: { n1: vector, n2: vector }, described: described(title) });
    await store.deltas.write(delta(0, 'First'));
    await store.aliases.set('champion', id, 1);
    const engine = await opened(store);
    const western = { field: 'genres', op: 'contains', value: 'Western' } as const;
    const titles = (each: RecallEngine) =>
      each
        .recall({ k: 42, filter: western, excludeSeen: false })
        .items.flatMap(({ itemId, attributes }) => (itemId === 'n1' ? [attributes?.title] : []));
    expect(titles(engine)).toEqual(['First']);
    expect(engine.similar('n2', 1).attributes).toEqual({ title: 'N2', year: null, genres: null });
    await store.changes.make({ kind: 'put', side: 'item', id: 'n1', record: { ...film, title: 'By hand' } });
    await store.deltas.write(delta(1, 'Second'));
    await store.aliases.set('champion', id, 2);
    await engine.refresh();
    for (const each of [engine, await opened(store)]) {
      expect(titles(each)).toEqual(['By hand']);
      expect(each.similar('n2', 1).attributes?.title).toBe('N2');
    }
  });
});
