import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startTwotower, twotower } from './command.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twotower-kill-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Manifest {
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
}

async function weights(store: string, bundleId: string): Promise<[string, string][]> {
  const path = join(folder, store, 'bundles', bundleId, 'manifest.json');
  const { files } = JSON.parse(await readFile(path, 'utf8')) as Manifest;
  return files
    .filter(({ path }) => /^(tables|features|index|dense|item-vectors)/.test(path))
    .map(({ path, sha256 }) => [path, sha256]);
}

it('kill -9 during training: the store opens clean, and --resume ends in the same bytes', async () => {
  const config = join(folder, 'log', 'twotower.config.yaml');
  const simulate = [
    'simulate',
    '--out',
    'log',
    '--users',
    '150',
    '--items',
    '200',
    '--events',
    '30000',
    '--seed',
    '3',
  ];
  expect((await twotower(simulate, folder)).code).toBe(0);
  await appendFile(config, 'training: { averaging: 0.5 }\n');

  const run = startTwotower(['train', '--config', config, '--store', 'killed'], folder);
  await run.sees(/epoch +2\//);
  run.child.kill('SIGKILL');
  expect((await run.finished).signal).toBe('SIGKILL');

  const listed = await twotower(['bundles', '--store', 'killed', '--json'], folder);
  expect([listed.code, JSON.parse(listed.stdout)]).toEqual([0, []]);

  const resumed = await twotower(
    ['train', '--resume', '--config', config, '--store', 'killed', '--json'],
    folder,
  );
  expect(resumed.code, resumed.stderr).toBe(0);
  expect(resumed.stderr).toMatch(/resuming after epoch [1-9]/);

  const whole = await twotower(['train', '--config', config, '--store', 'whole', '--json'], folder);
  expect(whole.code, whole.stderr).toBe(0);
  const files = await weights('killed', JSON.parse(resumed.stdout).bundleId);
  expect(files.length).toBeGreaterThan(3);
  expect(files).toEqual(await weights('whole', JSON.parse(whole.stdout).bundleId));
}, 180_000);
