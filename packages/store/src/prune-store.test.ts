import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bundleContent } from '../test/bundle-content.ts';
import { withFolder } from '../test/with-folder.ts';
import { pruneStore } from './prune-store.ts';
import { type FolderStore, openStore } from './store.ts';

const DAY = 86_400_000;
const future = Date.now() + 400 * DAY;
const retention = { eventsMilliseconds: 90 * DAY, bundles: 1 };

async function withStore(task: (store: FolderStore) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const store = await openStore(folder);
    await task(store);
    await store.close();
  });
}

/** Appends an event and writes a bundle whose cut-off lies behind it. */
async function bundle({ events, bundles }: FolderStore): Promise<string> {
  const { end } = await events.append([{ user: 'ann', item: '1', type: 'click' }]);
  return (await bundles.write({ ...bundleContent(), cutOff: { position: end, files: [] } })).id;
}

async function idsOf(store: FolderStore): Promise<string[]> {
  return (await store.bundles.list()).map(({ id }) => id).sort();
}

/** The names of bundles begin with the second they were written in. */
const nextSecond = () => new Promise((resolve) => setTimeout(resolve, 1100));

it('removes bundles that are old and unnamed, with their deltas, and old events up to the oldest that stays', async () => {
  await withStore(async (store) => {
    const first = await bundle(store);
    await store.aliases.set('champion', first);
    await nextSecond();
    const second = await bundle(store);
    await nextSecond();
    const third = await bundle(store);
    const { events, bundles, bytes } = await pruneStore(store, store.events, retention, future);
    expect(bundles).toEqual([second]);
    expect(bytes).toBeGreaterThan(1000);
    expect(await idsOf(store)).toEqual([first, third]);
    expect(events).toMatchObject({ removed: 1, heldBy: { kind: 'kept', name: `cut-off of ${first}` } });

    await store.aliases.set('champion', third);
    const again = await pruneStore(store, store.events, retention, future);
    expect(again).toMatchObject({ bundles: [first], events: { removed: 2 } });
    expect((await store.events.marks.list()).map(({ name }) => name)).toEqual([`cut-off of ${third}`]);
    expect(await idsOf(store)).toEqual([third]);
  });
});

it('keeps what arrived lately, and what a consumer has not read', async () => {
  await withStore(async (store) => {
    const start = (await store.events.extent()).start;
    await bundle(store);
    await bundle(store);
    expect((await pruneStore(store, store.events, { ...retention, bundles: 9 })).events.removed).toBe(0);
    await store.events.marks.set('consumer', 'updates', start);
    const { events } = await pruneStore(store, store.events, { ...retention, bundles: 9 }, future);
    expect(events).toMatchObject({ removed: 0, heldBy: { kind: 'consumer', name: 'updates' } });
  });
});

it('leaves a broken bundle for somebody to look at', async () => {
  await withStore(async (store) => {
    const broken = await bundle(store);
    await appendFile(join(store.folder, 'bundles', broken, 'config.json'), ' ');
    await nextSecond();
    const whole = await bundle(store);
    expect((await pruneStore(store, store.events, retention, future)).bundles).toEqual([]);
    expect(await idsOf(store)).toEqual([broken, whole]);
  });
});

it('drops what was put by hand once every bundle that stays knows it better', async () => {
  await withStore(async (store) => {
    const { changes } = store;
    // The bundle has the items 1, 2 and drei.
    const known = await changes.make({ kind: 'put', side: 'item', id: '1', record: {} });
    await changes.make({ kind: 'put', side: 'item', id: 'not yet in', record: {} });
    await changes.make({ kind: 'removed', side: 'item', id: '2' });
    await changes.make({ kind: 'removed', side: 'item', id: 'long gone' });
    await changes.erase('forgotten', (await store.events.extent()).end);
    const newest = await changes.make({ kind: 'put', side: 'item', id: 'drei', record: {} });
    const bundleOf = async (version: number) => {
      const { end } = await store.events.append([{ user: 'ann', item: '1', type: 'click' }]);
      const cutOff = { position: end, files: [], changes: version };
      return (await store.bundles.write({ ...bundleContent(), cutOff })).id;
    };
    const left = async () => {
      const found: string[] = [];
      for await (const some of changes.read(0)) {
        found.push(...some.map((change) => ('id' in change ? change.id : change.kind)));
      }
      return found;
    };
    const first = await bundleOf(0);
    await bundleOf(newest);
    const all = { ...retention, bundles: 9 };
    expect((await pruneStore(store, store.events, all, Date.now())).changes).toBe(1);
    expect(await left()).toEqual(['1', 'not yet in', '2', 'long gone', 'drei']);
    await store.bundles.remove(first);
    await bundleOf(known);
    expect((await pruneStore(store, store.events, all, future)).changes).toBe(2);
    expect(await left()).toEqual(['not yet in', '2', 'drei']);
  });
});
