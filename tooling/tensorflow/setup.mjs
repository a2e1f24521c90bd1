// TensorFlow for this checkout, idempotent: loads already? the package's installer? the wheel? else wasm.
//   node tooling/tensorflow/setup.mjs [--retry]
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withLock } from '../process/lock.mjs';
import { inRoot } from '../process/paths.mjs';
import { buildAddon, buildObstacle } from './addon.mjs';
import { cacheFolder } from './cache.mjs';
import { runInstaller } from './installer.mjs';
import { tensorflowLoads } from './load.mjs';
import { tfjsNodeFolder } from './package.mjs';
import { fetchWheel, unpackedWheel, wheelObstacle } from './wheel.mjs';

const GIVEN_UP = inRoot('node_modules/.twotower-tensorflow.json');
const ASK_AGAIN_MS = 24 * 3600 * 1000;

/**
 * @param {{ say?: (line: string) => void, retry?: boolean }} [options]
 * @returns {Promise<{ engine: 'native' | 'wasm', reason: string }>}
 */
export async function setUpTensorflow({ say = console.error, retry = false } = {}) {
  if (tfjsNodeFolder() === undefined) return wasm('@tensorflow/tfjs-node is not installed');
  if ((await tensorflowLoads()).loads) return native('it loads already');
  const cache = cacheFolder();
  return withLock(
    join(cache, 'tensorflow.lock'),
    () => obtain(cache, say, retry),
    () => say('waiting for another set-up of TensorFlow to end'),
  );
}

async function obtain(cache, say, retry) {
  const folder = tfjsNodeFolder();
  if ((await tensorflowLoads()).loads) return native('another process set it up');
  const obstacle = (await buildObstacle()) ?? (await wheelObstacle());
  const circumstances = `${process.version} ${obstacle ?? 'nothing missing'}`;
  const before = retry ? undefined : givenUp(circumstances);
  if (before !== undefined)
    return wasm(`${before} (tried before; again: node tooling/tensorflow/setup.mjs --retry)`);

  const reasons = [];
  if (!existsSync(unpackedWheel(cache))) {
    say("trying the package's own installer");
    const installed = await runInstaller(folder);
    if (installed.done && (await tensorflowLoads()).loads) return native("by the package's own installer");
    reasons.push(`installer: ${installed.reason || 'what it fetched does not load'}`);
  }
  const built = obstacle === undefined ? await fromWheel(folder, cache, say) : { reason: obstacle };
  if (built.reason === '') return native('built on the libraries of tensorflow-cpu 2.15.1');
  reasons.push(`wheel: ${built.reason}`);
  const reason = reasons.join('; ').replace(/\s+/g, ' ');
  writeFileSync(GIVEN_UP, JSON.stringify({ circumstances, reason, at: Date.now() }));
  return wasm(reason);
}

async function fromWheel(folder, cache, say) {
  const wheel = await fetchWheel(cache, say);
  if (wheel.folder === undefined) return { reason: wheel.reason };
  say('building the TensorFlow addon (about half a minute)');
  const built = await buildAddon(folder, wheel.folder);
  if (!built.done) return { reason: `build: ${built.reason}` };
  const { loads, reason } = await tensorflowLoads();
  return { reason: loads ? '' : `the addon does not load: ${reason}` };
}

function givenUp(circumstances) {
  if (!existsSync(GIVEN_UP)) return undefined;
  const before = JSON.parse(readFileSync(GIVEN_UP, 'utf8'));
  const same = before.circumstances === circumstances && Date.now() - before.at < ASK_AGAIN_MS;
  return same ? before.reason : undefined;
}

const native = (reason) => ({ engine: 'native', reason });
const wasm = (reason) => ({ engine: 'wasm', reason });

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { engine, reason } = await setUpTensorflow({ retry: process.argv.includes('--retry') });
  console.log(`TensorFlow: ${engine}, ${reason}`);
}
