// Dependencies by the pinned pnpm, skipped while node_modules matches the lockfile.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inRoot, root } from '../process/paths.mjs';
import { run, tail } from '../process/run.mjs';
import { StepError } from '../process/steps.mjs';
import { nodePrefix } from '../tensorflow/addon.mjs';
import { workspaceFolders } from './folders.mjs';
import { pnpm } from './pnpm.mjs';

const STAMP = inRoot('node_modules/.twotower-install');

/** True when node_modules is what the lockfile asks for. */
export function installed() {
  const everyFolder = workspaceFolders().every(({ folder, manifest }) => {
    const wanted = { ...manifest.dependencies, ...manifest.devDependencies };
    return Object.keys(wanted).length === 0 || existsSync(inRoot(folder, 'node_modules'));
  });
  return everyFolder && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wantedState();
}

/** @returns {Promise<boolean>} whether anything had to be done */
export async function install() {
  if (installed()) return false;
  const state = wantedState();
  const { code, output } = await run(...pnpm(...INSTALL), {
    cwd: root,
    env: { CI: '1', npm_config_nodedir: nodePrefix() ?? process.env.npm_config_nodedir },
  });
  if (code !== 0) throw new StepError(`pnpm install failed (exit ${code}):\n${tail(output, 20)}`);
  writeFileSync(STAMP, state);
  return true;
}

const INSTALL = [
  'install',
  '--frozen-lockfile',
  '--reporter=append-only',
  '--config.confirmModulesPurge=false',
];

function wantedState() {
  const hash = createHash('sha256');
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) hash.update(readFileSync(inRoot(file)));
  return `${hash.digest('hex')} ${process.platform} ${process.arch}\n`;
}
