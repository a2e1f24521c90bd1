import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeLeftovers } from './leftovers.ts';
import { openPartialFolder } from './partial-folder.ts';

let root: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'twotower-leftovers-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(root, { recursive: true });
});

/** A process that begins to write below the root and stays; `by` is a command that starts the command after it. */
async function writer(by: readonly string[] = []): Promise<ChildProcess> {
  const code = `
    const { openPartialFolder } = await import(${JSON.stringify(new URL('./partial-folder.ts', import.meta.url).href)});
    openPartialFolder(${JSON.stringify(join(root, 'target'))});
    console.log('writing');
    setInterval(() => {}, 1000);`;
  const [command, ...args] = [
    ...by,
    process.execPath,
    ...process.execArgv,
    '--input-type=module',
    '-e',
    code,
  ];
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  children.push(child);
  await Promise.race([once(child.stdout, 'data'), once(child, 'exit'), once(child, 'error')]);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

describe('what writers leave', () => {
  it('goes when they are killed, and not before', async () => {
    const child = await writer();
    expect(removeLeftovers(root)).toHaveLength(1);
    expect(readdirSync(root)).toHaveLength(2);
    await kill(child);
    expect(removeLeftovers(root)).toEqual([]);
    expect(readdirSync(root)).toEqual([]);
  });

  it('stays while they live in another PID namespace of this host', async (context) => {
    const child = await writer(['unshare', '--pid', '--fork', '--kill-child', '--mount-proc']);
    if (readdirSync(root).length === 0) context.skip('needs unshare and the right to make a PID namespace');
    expect(removeLeftovers(root)).toHaveLength(1);
    expect(readdirSync(root)).toHaveLength(2);
    await kill(child);
    for (let n = 0; n < 100 && removeLeftovers(root).length > 0; n++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(readdirSync(root)).toEqual([]);
  });

  it('stays while this very process writes, more than one folder of a name at once', () => {
    const first = openPartialFolder(join(root, 'target'));
    const second = openPartialFolder(join(root, 'target'));
    writeFileSync(join(first.folder, 'a'), '');
    expect(removeLeftovers(root).sort()).toEqual([first.folder, second.folder].sort());
    expect([first.commit(), second.folder !== first.folder]).toEqual(['placed', true]);
    writeFileSync(join(second.folder, 'b'), '');
    expect(second.commit()).toBe('taken');
    expect(readdirSync(root)).toEqual(['target']);
    expect(readdirSync(join(root, 'target'))).toEqual(['a']);
  });

  it('of a machine that cannot be asked goes when it has lain still for a day', () => {
    const folder = join(root, '.twotower-part-elsewhere-1');
    mkdirSync(folder);
    writeFileSync(join(folder, 'a'), '');
    expect(removeLeftovers(root)).toEqual([folder]);
    const old = Date.now() / 1000 - 25 * 3600;
    utimesSync(folder, old, old);
    // A file inside that changed since tells that somebody is at it.
    expect(removeLeftovers(root)).toEqual([folder]);
    utimesSync(join(folder, 'a'), old, old);
    expect(removeLeftovers(root)).toEqual([]);
    expect(existsSync(folder)).toBe(false);
  });

  it('is all that goes: files of others stay, also such as look alike', () => {
    for (const name of ['.tmp-x', '.a.lock', 'target', '.twotower']) mkdirSync(join(root, name));
    expect(removeLeftovers(root)).toEqual([]);
    expect(readdirSync(root)).toHaveLength(4);
    expect(removeLeftovers(join(root, 'nowhere'))).toEqual([]);
  });
});
