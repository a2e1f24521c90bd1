import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withFolder } from '../../test/with-folder.ts';
import type { EntityChange, EntityChanges } from '../changes/entity-changes.ts';
import { userSum } from '../events/event-key.ts';
import { positionSchema } from '../events/log-position.ts';
import { openStore } from '../store.ts';

const end = positionSchema.parse('7');

async function inStore(
  task: (changes: EntityChanges, again: EntityChanges, folder: string) => Promise<void>,
): Promise<void> {
  await withFolder(async (folder) => {
    const [store, other] = [await openStore(folder), await openStore(folder)];
    try {
      await task(store.changes, other.changes, folder);
    } finally {
      await store.close();
      await other.close();
    }
  });
}

async function all(changes: EntityChanges, after = 0, batch?: number): Promise<EntityChange[]> {
  const found: EntityChange[] = [];
  for await (const some of changes.read(after, batch)) found.push(...some);
  return found;
}

it('keeps the newest change of each entity, in the order in which they were made, for other processes too', async () => {
  await inStore(async (changes, again) => {
    expect([await changes.version(), await all(changes)]).toEqual([0, []]);
    const first = await changes.make({ kind: 'put', side: 'item', id: 'a', record: { year: 1 } });
    await changes.make({ kind: 'put', side: 'user', id: 'a', record: { tags: ['x', null], old: true } });
    const third = await again.make({ kind: 'put', side: 'item', id: 'a', record: { year: 2 } });
    await again.make({ kind: 'removed', side: 'item', id: 'b' });
    const found = await all(changes, 0, 1);
    expect(found).toMatchObject([
      { kind: 'put', side: 'user', id: 'a', record: { tags: ['x', null], old: true } },
      { kind: 'put', side: 'item', id: 'a', record: { year: 2 }, version: third },
      { kind: 'removed', side: 'item', id: 'b' },
    ]);
    expect(third).toBeGreaterThan(first);
    expect(await all(changes, third)).toEqual(found.slice(2));
    expect(await changes.version()).toBe(found[2].version);
    expect(await changes.version(found[2].at + 1)).toBe(found[2].version);
    expect(await changes.version(Math.min(...found.map(({ at }) => at)))).toBe(0);
  });
});

it('gives each of many that come at once a version of its own', async () => {
  await inStore(async (changes, again) => {
    const made = await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        (n % 2 ? changes : again).make({ kind: 'put', side: 'item', id: `i${n}`, record: { n } }),
      ),
    );
    expect(new Set(made).size).toBe(60);
    const found = await all(again);
    expect(found.map(({ version }) => version)).toEqual([...made].sort((a, b) => a - b));
  });
});

it('knows an erased user by a sum, and whoever comes again behind it', async () => {
  await inStore(async (changes, again, folder) => {
    const secret = 'ann-the-secret-person';
    await changes.make({ kind: 'put', side: 'user', id: secret, record: { mail: `${secret}@x` } });
    // Whose id reads as another's sum is nobody but themselves.
    await changes.make({ kind: 'put', side: 'user', id: userSum(secret), record: {} });
    await changes.erase(secret, end);
    const erased = { kind: 'erased', side: 'user', sum: userSum(secret), position: end };
    expect(await all(again)).toMatchObject([{ kind: 'put', id: userSum(secret) }, erased]);
    for (const name of (await readdir(folder)).filter((file) => file.startsWith('store.sqlite'))) {
      expect((await readFile(join(folder, name))).includes(secret), name).toBe(false);
    }
    await changes.make({ kind: 'put', side: 'user', id: secret, record: { age: 3 } });
    expect((await all(again)).slice(1)).toMatchObject([erased, { kind: 'put', id: secret }]);
  });
});

it('prunes what is known by now, gives no version twice, and refuses what is too large', async () => {
  await inStore(async (changes) => {
    for (const id of ['a', 'b', 'c']) await changes.make({ kind: 'put', side: 'item', id, record: {} });
    const [, second, third] = await all(changes);
    const known = ({ kind, ...change }: EntityChange) =>
      kind === 'put' && 'id' in change && change.id !== 'a';
    expect(await changes.prune((change) => change.version <= second.version && known(change))).toBe(1);
    expect((await all(changes)).map((change) => 'id' in change && change.id)).toEqual(['a', 'c']);
    expect(await changes.prune(() => true)).toBe(2);
    expect(await changes.make({ kind: 'removed', side: 'item', id: 'a' })).toBeGreaterThan(third.version);
    const record = { text: 'x'.repeat(1 << 20) };
    await expect(changes.make({ kind: 'put', side: 'item', id: 'a', record })).rejects.toThrow(
      'item a: more than 1048576 bytes of values; put fewer',
    );
  });
});
