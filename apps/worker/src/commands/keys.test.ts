import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '@twotower/store';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { quietConsole } from '../../test/quiet-console.ts';
import { buildProgram } from '../program.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twotower-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What a command line gives. */
async function run(...words: string[]): Promise<unknown> {
  const output = quietConsole();
  await buildProgram(output).parseAsync(['node', 'twotower', ...words, '--store', folder]);
  return output.documents[0];
}

it('makes keys that are shown once, lists them without, revokes them, and all of it is on record', async () => {
  const made = await run('keys', 'create', '--scope', 'recall,events', '--name', 'shop');
  expect(made).toEqual({
    id: expect.any(String),
    scopes: ['recall', 'events'],
    name: 'shop',
    key: expect.stringMatching(/^tt_/),
  });
  const { id, key } = made as { id: string; key: string };
  const listed = await run('keys', 'list');
  expect(listed).toEqual([{ id, scopes: ['recall', 'events'], name: 'shop', createdAt: expect.any(String) }]);
  expect(JSON.stringify(listed)).not.toContain(key);
  expect(await run('keys', 'revoke', id)).toEqual({ id });
  expect(await run('keys', 'list')).toEqual([]);
  await expect(run('keys', 'revoke', id)).rejects.toThrow('"keys list" shows them');
  const store = await openStore(folder);
  expect(await store.audit.list(9)).toMatchObject([
    { by: 'command', act: 'revokeKey', target: id },
    { by: 'command', act: 'createKey', target: `${id}: recall, events` },
  ]);
  await store.close();
});

it('names the scope that there is none of', async () => {
  await expect(run('keys', 'create', '--scope', 'recal')).rejects.toThrow('did you mean recall?');
  await expect(run('keys', 'create', '--scope', '')).rejects.toThrow('there are recall, events, read, admin');
});
