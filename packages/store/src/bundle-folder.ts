import { randomBytes } from 'node:crypto';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openSealed, type SealedFolder, writeSealed } from '@twotower/durable';
import { type Report, reportSchema } from '@twotower/schema';
import type { Alias, Aliases } from './aliases.ts';
import type { BundleContent, BundleListing, Bundles, LoadedBundle } from './bundle.ts';
import { type BundleFacts, type BundleManifest, bundleFactsSchema } from './bundle-manifest.ts';
import { readItems, readUsers, writeItems, writeUsers } from './entity-files.ts';
import { StoreError } from './error.ts';
import { storeErrors } from './store-errors.ts';
import { readTensors, writeTensors } from './tensor-files.ts';

/** The bundles of a folder, one subfolder each. */
export function folderBundles(folder: string, aliases: Aliases): Bundles {
  return {
    write: (content) => storeErrors(() => writeBundle(folder, content)),
    read: (id) => storeErrors(() => readBundle(folder, id)),
    async list() {
      const pointers = await aliases.list();
      const names = (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();
      return Promise.all(names.reverse().map((id) => listBundle(folder, id, pointers)));
    },
  };
}

/** @throws StoreError where there is no such bundle or a file of it is missing or has another size */
export async function checkBundle(folder: string, id: string): Promise<BundleManifest> {
  return storeErrors(async () => {
    const { manifest } = await openBundle(folder, id);
    return manifest;
  });
}

async function writeBundle(folder: string, content: BundleContent): Promise<BundleManifest> {
  const now = new Date();
  const facts: BundleFacts = {
    id: `${now.toISOString().replace(/[-:]|\.\d+Z$/g, '')}-${randomBytes(3).toString('hex')}`,
    parent: content.parent,
    kind: content.kind,
    createdAt: now.toISOString(),
    seed: content.seed,
    formatVersion: 1,
    dim: content.dim,
    items: content.items.ids.length,
    users: content.users.ids.length,
  };
  const files = await writeSealed(join(folder, facts.id), facts, (temporary) =>
    writeParts(temporary, content),
  );
  return { ...facts, files };
}

async function writeParts(folder: string, content: BundleContent): Promise<void> {
  const { dim, items, users, itemVectors } = content;
  const vectors = { vectors: { shape: [items.ids.length, dim], data: itemVectors } };
  if (itemVectors.length !== items.ids.length * dim) {
    throw new StoreError(
      `item vectors hold ${itemVectors.length} numbers, not ${items.ids.length} rows of ${dim}`,
    );
  }
  await writeJson(join(folder, 'config.json'), content.config);
  await writeJson(join(folder, 'metrics.json'), content.metrics);
  await mkdir(join(folder, 'features'));
  for (const [name, text] of Object.entries(content.features)) {
    await writeFile(join(folder, 'features', encodeURIComponent(name)), text);
  }
  await writeTensors(join(folder, 'dense'), content.dense);
  for (const [name, tensor] of Object.entries(content.tables)) {
    await writeTensors(join(folder, 'tables', encodeURIComponent(name)), { [name]: tensor });
  }
  await writeTensors(join(folder, 'optimizer', 'accumulators'), content.accumulators);
  await writeTensors(join(folder, 'item-vectors'), vectors);
  await mkdir(join(folder, 'index'));
  await content.saveIndex(join(folder, 'index'));
  await writeItems(join(folder, 'items.arrow'), items);
  await writeUsers(join(folder, 'users.arrow'), users);
}

async function readBundle(folder: string, id: string): Promise<LoadedBundle> {
  const { manifest, sealed } = await openBundle(folder, id);
  await sealed.verify('index/');
  const features: Record<string, string> = {};
  for (const { path } of manifest.files.filter(({ path }) => path.startsWith('features/'))) {
    features[decodeURIComponent(path.slice('features/'.length))] = (await sealed.read(path)).toString('utf8');
  }
  const { vectors } = await readTensors(sealed, 'item-vectors');
  return {
    manifest,
    parent: manifest.parent,
    kind: manifest.kind,
    seed: manifest.seed,
    config: JSON.parse((await sealed.read('config.json')).toString('utf8')),
    metrics: await readReport(sealed),
    features,
    dense: await readTensors(sealed, 'dense'),
    tables: await readTensors(sealed, 'tables/*'),
    accumulators: await readTensors(sealed, 'optimizer/accumulators'),
    itemVectors: vectors.data,
    dim: manifest.dim,
    items: readItems(join(sealed.folder, 'items.arrow'), await sealed.read('items.arrow')),
    users: readUsers(join(sealed.folder, 'users.arrow'), await sealed.read('users.arrow')),
    indexFolder: join(sealed.folder, 'index'),
  };
}

async function listBundle(folder: string, id: string, pointers: readonly Alias[]): Promise<BundleListing> {
  const aliases = pointers.filter(({ bundleId }) => bundleId === id).map(({ name }) => name);
  try {
    const { manifest, metrics } = await storeErrors(async () => {
      const { manifest, sealed } = await openBundle(folder, id);
      return { manifest, metrics: (await readReport(sealed)).metrics };
    });
    return { id, createdAt: manifest.createdAt, kind: manifest.kind, aliases, metrics, manifest };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return { id, createdAt: '', kind: 'unknown', aliases, metrics: {}, broken: error.message };
  }
}

async function openBundle(
  folder: string,
  id: string,
): Promise<{ manifest: BundleManifest; sealed: SealedFolder }> {
  if (!/^[\w-]+$/.test(id) || !(await readdir(folder)).includes(id)) {
    throw new StoreError(`there is no bundle ${id} in ${folder}; list them with: twotower bundles`);
  }
  const sealed = openSealed(join(folder, id));
  const facts = bundleFactsSchema.safeParse(sealed.facts);
  if (!facts.success || facts.data.id !== id) {
    throw new StoreError(
      `${join(folder, id, 'manifest.json')} is not of bundle ${id} in format 1; upgrade twotower or restore it`,
    );
  }
  return { manifest: { ...facts.data, files: sealed.files }, sealed };
}

async function readReport(sealed: SealedFolder): Promise<Report> {
  const parsed = reportSchema.safeParse(JSON.parse((await sealed.read('metrics.json')).toString('utf8')));
  if (!parsed.success)
    throw new StoreError(`${join(sealed.folder, 'metrics.json')} is no report; write the bundle again`);
  return parsed.data;
}

async function writeJson(file: string, value: unknown): Promise<void> {
  await writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
}
