import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { quietConsole } from '../../test/quiet-console.ts';
import { trainCommand } from './train.ts';

const config = `
choose: defaults
schema:
  user: { id: user }
  item: { id: item }
  event: { id: id, time: ts, type: type }
data: { events: log.csv, repeats: keep }
split: { kind: temporal, validation: 0.1, test: 0.1 }
model: { dim: 32 }
training: { epochs: 1, workers: 1, batchSize: 64 }
index: { kind: exact }
evaluation: { baselines: [], seen: keep }
`;

const url = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);

/**
 * Ingests and updates in a process that has the store on a disk of its own, with as many bytes free as `free` says one after the other, and at
 * last with enough. It prints what each attempt said, and what the store holds at the end.
 */
const attempts = (folder: string, free: readonly number[]) => `
  const { execFileSync } = await import('node:child_process');
  const { statfsSync } = await import('node:fs');
  const { openStore } = await import('@twotower/store');
  const { ingestCommand } = await import(${url('./ingest.ts')});
  const { updateCommand } = await import(${url('./update.ts')});
  const { failureOf } = await import(${url('../failure.ts')});
  const { quietConsole } = await import(${url('../../test/quiet-console.ts')});
  const [folder, disk] = ${JSON.stringify([folder, join(folder, '.twotower')])};
  const flags = { config: folder + '/twotower.config.yaml' };
  const grow = (bytes) => {
    const { blocks, bavail, bsize } = statfsSync(disk);
    const size = (blocks - bavail) * bsize + bytes;
    execFileSync('mount', ['-o', 'remount,size=' + Math.ceil(size / 4096) * 4096, disk]);
  };
  const ingest = () => ingestCommand({ ...flags, from: folder + '/second.csv' }, quietConsole());
  const update = () => updateCommand(flags, quietConsole());
  const said = [];
  for (const act of [ingest, update]) {
    for (const bytes of ${JSON.stringify(free)}) {
      grow(bytes);
      await act().then(() => said.push('done'), (error) => said.push(failureOf(error)));
    }
    grow(64 << 20);
    await act();
  }
  const store = await openStore(disk);
  const { bundleId, deltaSequence } = await store.aliases.get('champion');
  await (await store.bundles.open(bundleId)).verify();
  const deltas = await store.deltas.list(bundleId);
  for (const { sequence } of deltas) await (await store.deltas.open(bundleId, sequence)).read();
  console.log(JSON.stringify({
    said,
    events: (await store.events.extent()).events,
    deltaSequence,
    learnt: deltas.map(({ manifest }) => manifest && [manifest.from, manifest.to]),
  }));
  await store.close();
`;

function events(count: number, first: number): string {
  const rows = Array.from({ length: count }, (_, n) => {
    const user = (7 * n) % 300;
    return `e${first + n},user-${user},item-${(user % 2) + 2 * ((3 * n) % 80)},${1_700_000_000 + first + n},click`;
  });
  return `id,user,item,ts,type\n${rows.join('\n')}\n`;
}

it('says that the disk is full wherever an update meets that, and goes on from there when there is room', async (context) => {
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt'], { stdio: 'ignore' });
  } catch {
    context.skip('needs the right to mount a small disk');
  }
  const folder = mkdtempSync(join(tmpdir(), 'twotower-full-disk-'));
  try {
    writeFileSync(join(folder, 'twotower.config.yaml'), config);
    writeFileSync(join(folder, 'log.csv'), events(600, 0));
    writeFileSync(join(folder, 'second.csv'), events(600, 600));
    await trainCommand({ config: join(folder, 'twotower.config.yaml'), promote: true }, quietConsole());
    const kept = join(folder, 'kept');
    mkdirSync(kept);
    execFileSync('cp', ['-a', `${join(folder, '.twotower')}/.`, kept]);
    const free = [64, 132, 170].map((kibibytes) => kibibytes << 10);
    const { stdout } = await promisify(execFile)(
      'unshare',
      [
        '--mount',
        'sh',
        '-c',
        'mount -t tmpfs -o size=64m none "$0" && cp -a "$1/." "$0" && shift && exec "$@"',
        join(folder, '.twotower'),
        kept,
        ...[process.execPath, ...process.execArgv, '--input-type=module', '-e', attempts(folder, free)],
      ],
      { maxBuffer: 1 << 24, cwd: import.meta.dirname },
    );
    const { said, ...store } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    const failures = said.filter((word: unknown) => word !== 'done');
    expect(failures.length).toBeGreaterThan(1);
    for (const { code, message, stack } of failures) {
      expect([code, stack]).toEqual([expect.stringMatching(/^(STORE|SYSTEM|FAILED|DATA)$/), undefined]);
      expect(message).toMatch(/full\b.*; free some space/);
    }
    expect(store).toMatchObject({ events: 600, learnt: [['0', '600']], deltaSequence: 1 });
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 240_000);
