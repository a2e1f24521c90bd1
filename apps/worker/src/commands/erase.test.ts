import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '@twotower/store';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { quietConsole } from '../../test/quiet-console.ts';
import { eraseCommand } from './erase.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twotower-erase-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('takes a user’s events out of the log and says how many there were', async () => {
  const store = await openStore(folder);
  const event = { item: '1', type: 'click' };
  await store.events.append(['ann', 'bob', 'ann'].map((user) => ({ ...event, user })));
  for (const events of [2, 0]) {
    const output = quietConsole();
    await eraseCommand({ user: 'ann', store: folder }, output);
    expect(output.documents).toEqual([{ user: 'ann', events, bundles: [] }]);
  }
  expect(await store.events.extent()).toMatchObject({ events: 1, erased: 2 });
  await store.close();
});

it('makes no store where there is none', async () => {
  await expect(eraseCommand({ user: 'ann', store: join(folder, 'none') }, quietConsole())).rejects.toThrow(
    /there is no store/,
  );
});
