import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { incrementCheckpoint, openStore, type Store } from '@twotower/store';

/**
 * What a store serves and knows, so that two that went through the same are equal: the champion's files and those of its deltas by
 * their sums, what its increments would go on from, and every event. Names and times that differ from run to run are left out.
 *
 * @throws StoreError where anything is not whole
 */
export async function stateOfStore(folder: string): Promise<string> {
  const store = await openStore(folder);
  try {
    const champion = await store.aliases.get('champion');
    if (champion === undefined) throw new Error(`${folder}: the store has no champion`);
    const { bundleId, deltaSequence } = champion;
    const bundle = await store.bundles.open(bundleId);
    await bundle.verify();
    return JSON.stringify({
      deltaSequence,
      cutOff: bundle.manifest.cutOff?.position,
      bundle: bundle.manifest.files
        .filter(({ path }) => path !== 'metrics.json')
        .map(({ path, sha256 }) => [path, sha256]),
      deltas: await deltasOf(store, bundleId),
      checkpoint: await checkpointOf(store, bundleId),
      events: await eventsOf(store),
      changes: await changesOf(store),
      unfinished: unfinishedIn(folder),
    });
  } finally {
    await store.close();
  }
}

async function deltasOf({ deltas }: Store, bundleId: string) {
  const listed = await deltas.list(bundleId);
  return Promise.all(
    listed.map(async ({ sequence, broken }) => {
      if (broken !== undefined) throw new Error(broken);
      const opened = await deltas.open(bundleId, sequence);
      await opened.read();
      const { from, to, rows, watermark, files } = opened.manifest;
      return { sequence, from, to, rows, watermark, files: files.map(({ path, sha256 }) => [path, sha256]) };
    }),
  );
}

async function checkpointOf({ checkpoints }: Store, bundleId: string): Promise<string | undefined> {
  const found = await checkpoints.load(incrementCheckpoint(bundleId));
  if (found === undefined) return undefined;
  const sum = createHash('sha256').update(JSON.stringify({ ...(found.meta as object), bundleId: '' }));
  for (const [name, { shape, data }] of Object.entries(found.tensors).sort(([a], [b]) => (a < b ? -1 : 1))) {
    sum.update(`${name} ${shape}`).update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  return sum.digest('hex');
}

async function eventsOf({ events }: Store) {
  const all: unknown[] = [];
  for await (const { length, offsets, users, items, times } of events.read()) {
    for (let e = 0; e < length; e++) all.push([offsets[e], users[e], items[e], times[e]]);
  }
  const sources = (await events.sources.list()).map(({ sha256, rows, origin }) => [sha256, rows, origin]);
  return { end: (await events.extent()).end, all, sources };
}

/** Who repeats them gives them other numbers, in the same order. */
async function changesOf({ changes }: Store) {
  const all: unknown[] = [];
  for await (const some of changes.read(0)) {
    for (const { version: _, at: __, ...change } of some) all.push(change);
  }
  return all;
}

/** What an opened store should have cleared away. */
function unfinishedIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.twotower-part-/.test(join('/', path)),
  );
}
