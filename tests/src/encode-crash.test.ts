import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { twotower } from './command.ts';

const DATA = new URL('../../packages/data/dist/index.js', import.meta.url).href;
let folder: string;
let config: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twotower-encode-'));
  const sizes = ['--users', '300', '--items', '200', '--events', '40000', '--days', '3', '--seed', '5'];
  const { code, stderr } = await twotower(['simulate', '--out', 'log', ...sizes], folder);
  expect(code, stderr).toBe(0);
  config = join(folder, 'log', 'twotower.config.yaml');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Reads the log with so little memory that it is encoded on disk, and prints what came of it. */
function encode(scratch: string, memoryRows = 2000): ChildProcess {
  const script = `
    const { loadConfig, readDataset, splitDataset } = await import(${JSON.stringify(DATA)});
    const { config, folder } = await loadConfig(${JSON.stringify(config)});
    const { createHash } = await import('node:crypto');
    console.log('begun');
    try {
      const { dataset, summary } = await readDataset(config, folder, { scratch: ${JSON.stringify(scratch)}, memoryRows: ${memoryRows} });
      const { train } = splitDataset(dataset, config.split);
      const { item, time } = train.readUsers(0, train.users.ids.length);
      const sum = createHash('sha256').update(item).update(time).digest('hex');
      console.log('end ' + JSON.stringify({ kind: dataset.description.kind, accepted: summary.accepted, sum }));
    } catch (error) {
      console.log('end ' + JSON.stringify({ error: error.constructor.name, message: error.message }));
    }`;
  return spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function outcome(child: ChildProcess): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of child.stdout ?? []) {
    text += chunk;
  }
  return JSON.parse(text.slice(text.indexOf('end ') + 4));
}

it('kill -9 at any moment of the encoding: the next run gives the same and leaves nothing over', async () => {
  const whole = await outcome(encode(join(folder, 'memory'), 1_000_000));
  const scratch = join(folder, 'killed');
  for (const wait of [10, 60, 120, 200, 320]) {
    const child = encode(scratch);
    // Asked for at once: a fast machine may be done before the kill.
    const ended = once(child, 'exit');
    await once(child.stdout ?? child, 'data');
    await setTimeout(wait);
    child.kill('SIGKILL');
    await ended;
  }
  const after = await outcome(encode(scratch));
  expect(after).toEqual({ ...whole, kind: 'module' });
  expect(whole.kind).toBe('memory');
  expect(readdirSync(join(scratch, 'encoded')).filter((name) => name.startsWith('.'))).toEqual([]);
}, 60_000);

it('a full disk stops the encoding with one line that says so, and a later run succeeds', async (context) => {
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'none', disk], { stdio: 'ignore' });
  } catch {
    context.skip('needs the right to mount a small file system');
  }
  try {
    const failed = await outcome(encode(disk));
    expect(failed.error).toBe('DataError');
    expect(failed.message).toMatch(/^the disk under .* is full/);
    expect(existsSync(join(disk, 'encoded')) ? readdirSync(join(disk, 'encoded')) : []).toEqual([]);
    execFileSync('mount', ['-o', 'remount,size=64m', disk]);
    expect((await outcome(encode(disk))).accepted).toBeGreaterThan(30_000);
  } finally {
    execFileSync('umount', [disk]);
  }
}, 60_000);
