import { existsSync } from 'node:fs';
import { freemem, totalmem } from 'node:os';
import { hnswAvailable, loadEngine } from '@twotower/trainer';
import { brokenBundles } from '../broken-bundles.ts';
import type { CommonFlags } from '../common-flags.ts';
import type { Console } from '../console.ts';
import { engineWords } from '../engine-words.ts';
import { failureDocument } from '../failure.ts';
import { readSettings } from '../settings.ts';
import { findStoreFolder, withStore } from '../workplace.ts';

/** `doctor`: the engine in use and why, memory, and whether the store is whole. */
export async function doctorCommand(flags: CommonFlags, output: Console): Promise<void> {
  const engine = await loadEngine(readSettings().engine);
  const hnsw = await hnswAvailable();
  const store = await storeHealth(flags);
  const document = {
    node: process.version,
    engine: {
      name: engine.name,
      reason: engine.reason,
      kernel: engine.kernel?.instructions ?? null,
    },
    index: hnsw,
    memory: { totalBytes: totalmem(), freeBytes: freemem() },
    store,
    ...(!store.healthy && failureDocument({ exit: 1, code: 'STORE', message: store.message })),
  };
  const gib = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB`;
  output.result(
    document,
    [
      `node    ${document.node}`,
      `engine  ${engineWords(engine)}`,
      `index   ${hnsw.available ? 'exact, ivf and hnsw' : `exact and ivf; ${hnsw.reason}`}`,
      `memory  ${gib(document.memory.freeBytes)} free of ${gib(document.memory.totalBytes)}`,
      `store   ${store.message}`,
    ].join('\n'),
  );
  if (!store.healthy) {
    process.exitCode = 1;
  }
}

async function storeHealth(flags: CommonFlags) {
  let folder: string;
  try {
    folder = await findStoreFolder(flags);
  } catch (error) {
    // Without a config there is no store to look at, which is no fault of the installation.
    return { healthy: true, message: `not looked at: ${error instanceof Error ? error.message : error}` };
  }
  if (!existsSync(folder)) {
    return { healthy: true, folder, message: `none yet at ${folder}` };
  }
  return withStore(folder, async (store) => {
    const bundles = await store.bundles.list();
    const found = await brokenBundles(
      store,
      bundles.map(({ id }) => id),
    );
    const broken = [...found.values()];
    const champion = await store.aliases.get('champion');
    const message =
      broken.length > 0
        ? `${folder}: ${broken.join('; ')}`
        : `${folder}: ${bundles.length === 1 ? '1 bundle' : `${bundles.length} bundles`}, all whole; champion ${champion?.bundleId ?? 'none'}`;
    const { readOnly, unfinished } = store;
    const notes = [
      ...(readOnly === undefined ? [] : [`can only be read: ${readOnly}`]),
      ...unfinished.map((path) => `unfinished, of a writer that may live: ${path}`),
    ];
    return {
      healthy: broken.length === 0,
      folder,
      bundles: bundles.length,
      broken,
      ...(readOnly !== undefined && { readOnly }),
      unfinished,
      message: [message, ...notes].join('; '),
    };
  });
}
