// The package's own installer: fetches libtensorflow and an addon from a host that is often out of reach.
import { copyFileSync, existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { run, tail } from '../process/run.mjs';
import { detachManifest } from './package.mjs';

const SILENCE_MS = 20_000;
const COMPILE_SILENCE_MS = 180_000;

/**
 * @param {string} folder of @tensorflow/tfjs-node
 * @returns {Promise<{ done: boolean, reason: string }>}
 */
export async function runInstaller(folder) {
  detachManifest(folder);
  const manifest = join(folder, 'package.json');
  const kept = `${manifest}.kept`;
  copyFileSync(manifest, kept);
  const { code, output, stopped } = await run(process.execPath, [join('scripts', 'install.js')], {
    cwd: folder,
    env: { PATH: `${join(folder, 'node_modules/.bin')}:${process.env.PATH}` },
    watch: (stop) => watchProgress(folder, stop),
  });
  renameSync(kept, manifest);
  if (code === 0 && stopped === undefined) return { done: true, reason: '' };
  for (const part of ['deps', 'lib', 'build']) rmSync(join(folder, part), { recursive: true, force: true });
  return { done: false, reason: stopped ?? cause(output) };
}

function watchProgress(folder, stop) {
  let seen = -1;
  let since = Date.now();
  const timer = setInterval(() => {
    const bytes = folderBytes(join(folder, 'deps')) + folderBytes(join(folder, 'lib'));
    if (bytes !== seen) {
      seen = bytes;
      since = Date.now();
    }
    const limit = existsSync(join(folder, 'build')) ? COMPILE_SILENCE_MS : SILENCE_MS;
    if (Date.now() - since > limit) stop(`no progress for ${limit / 1000} s`);
  }, 1000);
  return () => clearInterval(timer);
}

function folderBytes(folder) {
  if (!existsSync(folder)) return 0;
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true })) {
    bytes += statSync(join(folder, String(entry)), { throwIfNoEntry: false })?.size ?? 0;
  }
  return bytes;
}

function cause(output) {
  const lines = output.split('\n');
  const line = lines.find((text) => /^\w*Error: /.test(text)) ?? tail(output, 1);
  return line.trim().slice(0, 160);
}
