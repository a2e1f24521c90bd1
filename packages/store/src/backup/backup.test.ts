import { readFileSync, writeFileSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bundleContent } from '../../test/bundle-content.ts';
import { withFolder } from '../../test/with-folder.ts';
import { positionSchema } from '../events/log-position.ts';
import { openStore, type Store } from '../store.ts';
import { backupStore } from './backup-store.ts';
import { restoreStore } from './restore-store.ts';

const at = (offset: number) => positionSchema.parse(String(offset));
const rows = { ids: ['a'], width: 2, values: Float32Array.of(1, 2) };

/** One event and the delta that learns it, again and again, as a server and updates write them. */
async function writeOn({ events, deltas, aliases }: Store, id: string, previous: number): Promise<void> {
  await events.append([{ id: `e${previous}`, user: 'ann', item: String(previous), type: 'click' }]);
  await deltas.write({
    ...{ base: id, previous, from: at(previous), to: at(previous + 1) },
    ...{ users: rows, items: rows, vectors: rows, prior: { ...rows, width: 1, values: Float32Array.of(1) } },
    removed: { users: [], items: [] },
  });
  await aliases.set('champion', id, previous + 1);
}

it('is consistent while events, deltas and an alias are written meanwhile', async () => {
  await withFolder(async (folder) => {
    const store = await openStore(join(folder, 'store'));
    const { id } = await store.bundles.write({
      ...bundleContent(),
      cutOff: { position: at(0), files: [] },
    });
    await store.aliases.set('champion', id);
    const { key } = await store.keys.create({ scopes: ['read'] });
    let isDone = false;
    let written = 0;
    const writing = (async () => {
      for (; !isDone || written < 3; written++) await writeOn(store, id, written);
    })();
    while (written < 2) await new Promise(setImmediate);
    const file = join(folder, 'backup.tar');
    const { bytes } = await backupStore(store, file);
    isDone = true;
    await writing;
    expect(bytes).toBe(readFileSync(file).length);
    await store.close();

    await restoreStore(file, join(folder, 'restored'));
    const restored = await openStore(join(folder, 'restored'));
    const alias = await restored.aliases.get('champion');
    const deltas = await restored.deltas.list(id);
    expect(deltas.length).toBeGreaterThanOrEqual(alias?.deltaSequence ?? Number.POSITIVE_INFINITY);
    expect(Number((await restored.events.extent()).end)).toBeGreaterThanOrEqual(deltas.length);
    await (await restored.bundles.open(id)).verify();
    for (const { sequence } of deltas) await (await restored.deltas.open(id, sequence)).read();
    expect((await restored.keys.list()).map((each) => each.id)).toEqual([key.id]);
    // It goes on where it stood.
    await restored.deltas.removeAll(id);
    await writeOn(restored, id, 0);
    await restored.close();
  });
});

it('overwrites neither a file nor a store', async () => {
  await withFolder(async (folder) => {
    const store = await openStore(join(folder, 'store'));
    await store.events.append([{ user: 'ann', item: '1', type: 'click' }]);
    const file = join(folder, 'backup.tar');
    await backupStore(store, file);
    await expect(backupStore(store, file)).rejects.toThrow(/backup.tar is there already; name another/);
    await expect(restoreStore(file, join(folder, 'store'))).rejects.toThrow(/is not empty/);
    await mkdir(join(folder, 'empty'));
    await restoreStore(file, join(folder, 'empty'));
    expect(await readdir(join(folder, 'empty'))).toContain('events.sqlite');
    expect(await readdir(join(folder, 'store', 'bundles'))).toEqual([]);
    await store.close();
  });
});

it('restores nothing of a file that was cut off, changed or is none', async () => {
  await withFolder(async (folder) => {
    const store = await openStore(join(folder, 'store'));
    await store.bundles.write(bundleContent());
    await store.events.append([{ user: 'ann', item: '1', type: 'click' }]);
    await backupStore(store, join(folder, 'backup.tar'));
    await store.close();
    const whole = readFileSync(join(folder, 'backup.tar'));
    const changed = Buffer.from(whole);
    changed[whole.indexOf('SQLite format 3') + 200] ^= 1;
    const broken = {
      cut: whole.subarray(0, Math.floor(whole.length / 2)),
      end: whole.subarray(0, whole.lastIndexOf('backup.json')),
      changed,
      text: Buffer.from('this is no archive, but a text that is longer than nothing'),
      renamed: Buffer.from(whole.toString('latin1').replace('store.sqlite\0', '../escaped.x\0'), 'latin1'),
    };
    for (const [name, bytes] of Object.entries(broken)) {
      const file = join(folder, `${name}.tar`);
      writeFileSync(file, bytes);
      await expect(restoreStore(file, join(folder, 'restored')), name).rejects.toThrow(
        /cannot be restored|is no backup/,
      );
      expect((await readdir(folder)).filter((each) => /restored|escaped|part/.test(each))).toEqual([]);
    }
    await expect(restoreStore(join(folder, 'none.tar'), join(folder, 'x'))).rejects.toThrow(
      /there is no file/,
    );
  });
});
