import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { twotower } from './command.ts';

const program = fileURLToPath(new URL('../../apps/worker/bin/twotower.js', import.meta.url));
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twotower-failure-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('with --json a failure is the one document on stdout', () => {
  const cases: [name: string, args: string[], exit: 1 | 2, code: string, says: RegExp][] = [
    ['an unknown command', ['trian'], 2, 'USAGE', /unknown command 'trian'.*train/],
    ['no command', [], 2, 'USAGE', /no command/],
    ['the flag before the command', ['--json', 'bundles', 'b1'], 2, 'USAGE', /too many arguments/],
    ['an unknown flag', ['train', '--promte'], 2, 'USAGE', /--promote/],
    ['an argument too many', ['bundles', 'b1'], 2, 'USAGE', /too many arguments/],
    ['a value that does not fit', ['recall', '--user', 'a', '-k', '0'], 2, 'USAGE', /at least 1/],
    ['a required flag', ['init'], 2, 'USAGE', /--from/],
    ['nobody asked for', ['recall'], 2, 'USAGE', /--user/],
    ['a missing config', ['inspect'], 2, 'CONFIG', /init --from FILE/],
    ['a broken config', ['inspect', '--config', 'bad.json'], 2, 'CONFIG', /traning/],
    ['a config whose code throws', ['inspect', '--config', 'throws.mjs'], 2, 'CONFIG', /no luck/],
    ['a fault that nobody catches', ['inspect', '--config', 'late.mjs'], 1, 'UNEXPECTED', /^too late$/],
    ['a missing log', ['train', '--config', 'good.json'], 2, 'DATA', /log\.csv/],
    ['a missing store', ['bundles', '--store', 'none'], 2, 'CONFIG', /no store/],
    ['a store that is none', ['bundles', '--store', 'odd'], 1, 'STORE', /store\.sqlite/],
  ];

  it.each(cases)('%s', async (_, args, exit, code, says) => {
    const config = { schema: { user: { id: 'u' }, item: { id: 'i' } }, data: { events: 'log.csv' } };
    await writeFile(join(folder, 'good.json'), JSON.stringify(config));
    await writeFile(join(folder, 'bad.json'), JSON.stringify({ ...config, traning: {} }));
    await writeFile(
      join(folder, 'late.mjs'),
      `setImmediate(() => { throw new Error('too late'); });\nexport default ${JSON.stringify({ ...config, data: { events: 'there.csv' } })};\n`,
    );
    await writeFile(join(folder, 'there.csv'), 'u,i\na,x\na,y\nb,x\n');
    await writeFile(join(folder, 'throws.mjs'), "console.log('chatter');\nthrow new Error('no luck');\n");
    await mkdir(join(folder, 'odd'));
    await writeFile(join(folder, 'odd', 'store.sqlite'), 'no database\n'.repeat(400));
    const { stdout, stderr, code: ended } = await twotower([...args, '--json'], folder);
    const document = JSON.parse(stdout);
    expect(document).toEqual({ error: { code, message: expect.stringMatching(says) } });
    expect(document.error.message).not.toMatch(/\n|^error:/);
    expect(stderr).toMatch(/^error: /m);
    expect(stderr.split('\n').some((line) => line.endsWith(document.error.message))).toBe(true);
    expect(ended).toBe(exit);
  });
});

it('what a config prints is no part of the document', async () => {
  await writeFile(join(folder, 'log.csv'), 'u,i\na,x\na,y\nb,x\n');
  await writeFile(
    join(folder, 'c.mjs'),
    "console.log('chatter');\nexport default { schema: { user: { id: 'u' }, item: { id: 'i' } }, data: { events: 'log.csv' } };\n",
  );
  const { stdout, stderr } = await twotower(['inspect', '--config', 'c.mjs', '--json'], folder);
  expect(() => JSON.parse(stdout)).not.toThrow();
  expect(stderr).toContain('chatter');
});

it('a reader that leaves is no failure, and the command still does its work', async () => {
  const out = join(folder, 'log');
  const child = spawn(
    process.execPath,
    [program, 'simulate', '--out', out, '--users', '5', '--items', '20', '--events', '200'],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  child.stdout.destroy();
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const code = await new Promise((done) => child.once('close', done));
  expect([code, stderr]).toEqual([0, '']);
  expect(await readdir(out)).toContain('twotower.config.yaml');
});

it.skipIf(process.platform !== 'linux')('output that cannot be written fails in one line', async () => {
  const child = spawn('sh', ['-c', `exec "${process.execPath}" "${program}" --help > /dev/full`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const code = await new Promise((done) => child.once('close', done));
  expect([code, stderr]).toEqual([1, expect.stringMatching(/^error: the output cannot be written.*\n$/)]);
});

it('advice names the program as it was called, with paths that a shell takes', async () => {
  const place = join(folder, 'my shop');
  await mkdir(place);
  const { stderr } = await twotower(['bundles', '--store', 'no store'], place);
  expect(stderr).toContain(`train --store '${join(place, 'no store')}'`);
});
