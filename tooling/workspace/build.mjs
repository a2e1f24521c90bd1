// Builds what is stale: a fingerprint of all sources says quickly whether anything is, turbo says what.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { inRoot, root } from '../process/paths.mjs';
import { run, tail } from '../process/run.mjs';
import { StepError } from '../process/steps.mjs';
import { workspaceFolders } from './folders.mjs';

const STAMP = inRoot('node_modules/.twotower-build');
const QUIET = { TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', TURBO_NO_UPDATE_NOTIFIER: '1' };

/** True when every package is built from the sources as they are now. */
export function built() {
  const folders = workspaceFolders().filter(({ manifest }) => manifest.scripts?.build !== undefined);
  if (!folders.every(({ folder }) => existsSync(inRoot(folder, 'dist')))) return false;
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint();
}

/**
 * @param {{ output?: 'capture' | 'show' | 'stderr', force?: boolean }} [options]
 * @returns {Promise<boolean>} whether anything had to be done
 */
export async function build({ output = 'capture', force = false } = {}) {
  if (!force && built()) return false;
  const before = fingerprint();
  const result = await turbo(['run', 'build', '--output-logs=errors-only'], output);
  if (result.code !== 0) {
    const log = result.output === '' ? '' : `:\n${tail(result.output, 60)}`;
    throw new StepError(`the build failed${log}`);
  }
  writeFileSync(STAMP, before);
  return true;
}

/** Runs turbo without telemetry and without notices of newer versions. */
export function turbo(args, output) {
  const bin = join(dirname(inRoot('node_modules/turbo/package.json')), 'bin/turbo');
  return run(process.execPath, [bin, ...args, '--ui=stream'], { cwd: root, env: QUIET, output });
}

function fingerprint() {
  const hash = createHash('sha256');
  const add = (file) => {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  };
  for (const file of ['tsconfig.base.json', 'turbo.json', 'pnpm-lock.yaml']) add(inRoot(file));
  for (const { folder } of workspaceFolders()) {
    for (const name of readdirSync(inRoot(folder)).sort()) {
      if (/^(package|tsconfig.*)\.json$|^index\.html$|^vite\.config\./.test(name)) add(inRoot(folder, name));
    }
    const source = inRoot(folder, 'src');
    if (!existsSync(source)) continue;
    const names = readdirSync(source, { recursive: true }).map(String).sort();
    for (const name of names) if (/\.[a-z]+$/.test(name.split(sep).at(-1) ?? '')) add(join(source, name));
  }
  return `${hash.digest('hex')}\n`;
}
