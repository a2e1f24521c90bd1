// Builds what is stale: a fingerprint of all sources says quickly whether anything is, turbo says what.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { inRoot, root } from '../process/paths.mjs';
import { run, tail } from '../process/run.mjs';
import { StepError } from '../process/steps.mjs';
import { workspaceFolders } from './folders.mjs';
import { pnpm } from './pnpm.mjs';

const QUIET = { TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', TURBO_NO_UPDATE_NOTIFIER: '1' };

/**
 * True when the target is built from the sources as they are now.
 * @param {string} [target] name of a package, which stands for all it depends on too; default: the whole workspace
 */
export function built(target) {
  const needed = workspaceFolders().filter(
    ({ kind, manifest }) =>
      manifest.scripts?.build && (!target || kind === 'packages' || manifest.name === target),
  );
  if (!needed.every(({ folder }) => existsSync(inRoot(folder, 'dist')))) return false;
  const now = fingerprint();
  return [stamp(), stamp(target)].some((file) => existsSync(file) && readFileSync(file, 'utf8') === now);
}

/**
 * @param {{ target?: string, output?: 'capture' | 'show' | 'stderr', force?: boolean }} [options]
 * @returns {Promise<boolean>} whether anything had to be done
 */
export async function build({ target, output = 'capture', force = false } = {}) {
  if (!force && built(target)) return false;
  const before = fingerprint();
  const filter = target === undefined ? [] : [`--filter=${target}`];
  const result = await turbo(['run', 'build', '--output-logs=errors-only', ...filter], output);
  if (result.code !== 0) {
    const log = result.output === '' ? '' : `:\n${tail(result.output, 60)}`;
    throw new StepError(`the build failed${log}`);
  }
  writeFileSync(stamp(target), before);
  return true;
}

function stamp(target = 'all') {
  return inRoot(`node_modules/.twotower-build-${target.split('/').at(-1)}`);
}

/** Runs turbo without telemetry and without notices of newer versions. It wants pnpm on the PATH: npx puts it there. */
export function turbo(args, output) {
  return run(...pnpm('exec', 'turbo', ...args, '--ui=stream'), { cwd: root, env: QUIET, output });
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
    for (const source of [inRoot(folder, 'src'), inRoot(folder, 'native')]) {
      if (!existsSync(source)) continue;
      const names = readdirSync(source, { recursive: true }).map(String).sort();
      const sources = names.filter(
        (name) => /\.[a-z]+$/.test(name.split(sep).at(-1) ?? '') && !name.startsWith(`build${sep}`),
      );
      for (const name of sources) add(join(source, name));
    }
  }
  return `${hash.digest('hex')}\n`;
}
