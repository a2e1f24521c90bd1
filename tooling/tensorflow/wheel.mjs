// libtensorflow out of the Python wheel of the same release, unpacked once into a cache outside node_modules.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { arch } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, tail } from '../process/run.mjs';

const WHEEL = 'tensorflow-cpu==2.15.1';
const PYTHON = '3.11';
const TEMPORARY = 'unpacking-';

/** @param {string} cache folder of this project's caches */
export function unpackedWheel(cache) {
  return join(cache, `tensorflow-cpu-2.15.1-${arch()}`);
}

/** Why this machine cannot use the wheel; undefined when it can. */
export async function wheelObstacle() {
  if (process.platform !== 'linux')
    return `the wheel's libraries link on Linux only, not on ${process.platform}`;
  const { code } = await run('python3', ['-m', 'pip', '--version'], { timeoutMs: 30_000 });
  return code === 0 ? undefined : 'python3 with pip is missing (Debian: apt-get install python3 python3-pip)';
}

/**
 * Downloads and unpacks; a kill mid-way leaves only a temporary folder, removed by the next run. Call under the lock.
 * @param {string} cache
 * @param {(line: string) => void} say
 * @returns {Promise<{ folder?: string, reason: string }>}
 */
export async function fetchWheel(cache, say) {
  const folder = unpackedWheel(cache);
  if (existsSync(folder)) return { folder, reason: '' };
  removeLeftovers(cache);
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, TEMPORARY));
  try {
    say(`downloading ${WHEEL} with pip (207 MB, once for this machine)`);
    const pip = await run('python3', [...PIP, '--dest', work], { timeoutMs: 900_000 });
    if (pip.code !== 0) return { reason: pip.stopped ?? `pip: ${tail(pip.output, 1)}` };
    const wheel = readdirSync(work).find((name) => name.endsWith('.whl'));
    if (wheel === undefined) return { reason: 'pip downloaded no wheel' };
    say(`unpacking libtensorflow into ${folder}`);
    const unpack = await run('python3', [UNPACK, join(work, wheel), work], { timeoutMs: 300_000 });
    if (unpack.code !== 0) return { reason: tail(unpack.output, 1) };
    renameSync(join(work, 'tensorflow'), folder);
    return { folder, reason: '' };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const UNPACK = fileURLToPath(new URL('./unpack.py', import.meta.url));
const PIP = [
  '-m',
  'pip',
  'download',
  WHEEL,
  '--no-deps',
  '--only-binary=:all:',
  '--python-version',
  PYTHON,
].concat(['--no-cache-dir', '--disable-pip-version-check', '--quiet']);

function removeLeftovers(cache) {
  if (!existsSync(cache)) return;
  for (const name of readdirSync(cache)) {
    if (name.startsWith(TEMPORARY)) rmSync(join(cache, name), { recursive: true, force: true });
  }
}
