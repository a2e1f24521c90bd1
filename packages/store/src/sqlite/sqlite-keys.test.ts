import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withFolder } from '../../test/with-folder.ts';
import { keySum } from '../keys/key-secret.ts';
import { openStore } from '../store.ts';

it('keeps the sum of a key, tells those that work, and takes none twice', async () => {
  await withFolder(async (folder) => {
    const store = await openStore(folder);
    const made = await store.keys.create({ scopes: ['recall', 'events'], name: 'shop' });
    const given = await store.keys.create({ scopes: ['admin'], secret: 'a-key-somebody-thought-of' });
    expect(made.secret).toMatch(/^tt_[\w-]{43}$/);
    expect(made.key).toMatchObject({
      scopes: ['recall', 'events'],
      name: 'shop',
      sha256: keySum(made.secret),
    });
    expect((await store.keys.list()).map(({ id }) => id).sort()).toEqual([made.key.id, given.key.id].sort());

    expect(await store.keys.revoke(given.key.id)).toBe(true);
    expect(await store.keys.revoke(given.key.id)).toBe(false);
    expect(await store.keys.revoke('none')).toBe(false);
    expect(await store.keys.list()).toEqual([made.key]);
    const again = store.keys.create({ scopes: ['admin'], secret: given.secret });
    await expect(again).rejects.toThrow('or was revoked');
    const written = (await readdir(folder)).filter((name) => name.startsWith('store.sqlite'));
    const file = (await Promise.all(written.map((name) => readFile(join(folder, name), 'latin1')))).join();
    await store.close();
    expect(file).toContain(made.key.sha256);
    expect(file).not.toContain(made.secret);
  });
});

it('tells what was changed by hand, newest first', async () => {
  await withFolder(async (folder) => {
    const store = await openStore(folder);
    await store.audit.record({ by: 'command', act: 'createKey', target: 'k1' });
    await store.audit.record({ by: 'k1', act: 'promote', target: 'b', requestId: 'r' });
    expect(await store.audit.list(10)).toEqual([
      { at: expect.any(String), by: 'k1', act: 'promote', target: 'b', requestId: 'r' },
      { at: expect.any(String), by: 'command', act: 'createKey', target: 'k1' },
    ]);
    expect(await store.audit.list(1)).toHaveLength(1);
    await store.close();
  });
});
