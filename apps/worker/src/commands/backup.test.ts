import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '@twotower/store';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { quietConsole } from '../../test/quiet-console.ts';
import { backupCommand } from './backup.ts';
import { restoreCommand } from './restore.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twotower-backup-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('writes a store to a file and makes a store of it elsewhere, and says how many bytes', async () => {
  const store = await openStore(join(folder, 'store'));
  await store.events.append([{ user: 'ann', item: '1', type: 'click' }]);
  const out = join(folder, 'backup.tar');
  const said = quietConsole();
  await backupCommand({ store: store.folder, out }, said);
  expect(said.documents).toEqual([{ file: out, bytes: expect.any(Number), files: 2 }]);
  await store.close();
  const told = quietConsole();
  await restoreCommand(out, { store: join(folder, 'again') }, told);
  expect(told.documents).toEqual([{ store: join(folder, 'again'), bytes: expect.any(Number), files: 2 }]);
  const again = await openStore(join(folder, 'again'));
  expect((await again.events.extent()).events).toBe(1);
  await again.close();
  await expect(restoreCommand(out, { store: again.folder }, told)).rejects.toThrow(/is not empty/);
});
