// Builds tfjs-node's addon against an unpacked libtensorflow.
import { existsSync, mkdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { cause, run } from '../process/run.mjs';

/** Prefix of the running Node that holds include/node/node_api.h, or undefined. */
export function nodePrefix() {
  const places = [process.execPath, realpathSync(process.execPath)].map((file) => dirname(dirname(file)));
  return places.find((prefix) => existsSync(join(prefix, 'include/node/node_api.h')));
}

/** Why the addon cannot be built here; undefined when it can. */
export async function buildObstacle() {
  if (nodePrefix() === undefined) {
    return `Node's headers are missing (no include/node/node_api.h beside ${process.execPath})`;
  }
  for (const tool of ['make', 'g++']) {
    const { code } = await run(tool, ['--version'], { timeoutMs: 10_000 });
    if (code !== 0) return `${tool} is missing (Debian: apt-get install make g++)`;
  }
  return undefined;
}

/**
 * @param {string} folder of @tensorflow/tfjs-node
 * @param {string} wheel unpacked wheel: the two libraries and include/
 * @returns {Promise<{ done: boolean, reason: string }>}
 */
export async function buildAddon(folder, wheel) {
  for (const part of ['deps', 'lib', 'build']) rmSync(join(folder, part), { recursive: true, force: true });
  linkLibraries(join(folder, 'deps'), wheel);
  const tool = createRequire(join(folder, 'package.json')).resolve('@mapbox/node-pre-gyp/bin/node-pre-gyp');
  const prefix = nodePrefix();
  const { code, output, stopped } = await run(process.execPath, [tool, 'install', '--build-from-source'], {
    cwd: folder,
    timeoutMs: 600_000,
    env: {
      npm_config_nodedir: prefix,
      npm_config_node_gyp: nodeGyp(prefix) ?? process.env.npm_config_node_gyp,
    },
  });
  return { done: code === 0 && stopped === undefined, reason: stopped ?? cause(output) };
}

/** The linker looks for libtensorflow, the loader for the name written inside it: both names are needed. */
function linkLibraries(deps, wheel) {
  const library = (name) => join(wheel, `libtensorflow_${name}.so.2`);
  mkdirSync(join(deps, 'lib'), { recursive: true });
  const links = {
    include: join(wheel, 'include'),
    'lib/libtensorflow.so': library('cc'),
    'lib/libtensorflow_cc.so.2': library('cc'),
    'lib/libtensorflow_framework.so': library('framework'),
    'lib/libtensorflow_framework.so.2': library('framework'),
  };
  for (const [name, target] of Object.entries(links)) symlinkSync(target, join(deps, name));
}

function nodeGyp(prefix) {
  const file = join(prefix, 'lib/node_modules/npm/node_modules/node-gyp/bin/node-gyp.js');
  return existsSync(file) ? file : undefined;
}
