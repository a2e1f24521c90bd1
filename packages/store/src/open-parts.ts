import { join } from 'node:path';
import type { SealedFolder } from '@twotower/durable';
import { type Report, reportSchema } from '@twotower/schema';
import type { BundleItems, BundleUsers, OpenBundle } from './bundle.ts';
import type { BundleManifest } from './bundle-manifest.ts';
import { readItems, readUsers } from './entity-files.ts';
import { StoreError } from './error.ts';
import { readJson } from './json-files.ts';
import { readLearner } from './learner-files.ts';
import { readRanking } from './ranking-files.ts';
import { storeErrors } from './store-errors.ts';
import { floatTensors } from './tensor.ts';
import { readTensors } from './tensor-files.ts';

/** The parts of a bundle's folder, each read at its first call. */
export function openParts(manifest: BundleManifest, sealed: SealedFolder): OpenBundle {
  const part = <T>(read: () => Promise<T>): (() => Promise<T>) => remembered(() => storeErrors(read));
  return {
    manifest,
    config: part(() => readJson(sealed, 'config.json')),
    features: part(() => readFeatures(sealed)),
    dense: part(() => readTensors(sealed, 'dense')),
    tables: part(() => readTensors(sealed, 'tables/*')),
    learner: part(() => readLearner(sealed, manifest.formatVersion)),
    itemVectors: part(() => readVectors(manifest, sealed)),
    ranking: part(() => readRanking(sealed, manifest.items, manifest.dim)),
    items: part(() => readCatalogue(manifest, sealed)),
    users: part(() => readAudience(manifest, sealed)),
    metrics: part(() => readReport(sealed)),
    index: part(async () => {
      await sealed.verify('index/');
      return join(sealed.folder, 'index');
    }),
    verify: () => storeErrors(() => sealed.verify('')),
  };
}

/** @throws StoreError where the file is no report */
export async function readReport(sealed: SealedFolder): Promise<Report> {
  const parsed = reportSchema.safeParse(await readJson(sealed, 'metrics.json'));
  if (parsed.success) return parsed.data;
  throw new StoreError(`${join(sealed.folder, 'metrics.json')} is no report; write the bundle again`);
}

async function readFeatures(sealed: SealedFolder): Promise<Record<string, string>> {
  const features: Record<string, string> = {};
  for (const { path } of sealed.files.filter(({ path }) => path.startsWith('features/'))) {
    features[decodeURIComponent(path.slice('features/'.length))] = (await sealed.read(path)).toString('utf8');
  }
  return features;
}

async function readVectors({ items, dim }: BundleManifest, sealed: SealedFolder): Promise<Float32Array> {
  const place = join(sealed.folder, 'item-vectors');
  const { vectors } = floatTensors(await readTensors(sealed, 'item-vectors'), place);
  if (vectors?.shape[0] === items && vectors.shape[1] === dim) return vectors.data;
  throw misfit(place, `item vectors of shape [${vectors?.shape}]`, `[${items},${dim}]`);
}

async function readCatalogue({ items }: BundleManifest, sealed: SealedFolder): Promise<BundleItems> {
  const file = join(sealed.folder, 'items.arrow');
  const found = await readItems(file, await sealed.read('items.arrow'));
  if (found.ids.length === items) return found;
  throw misfit(file, `${found.ids.length} items`, `${items}`);
}

async function readAudience({ users, items }: BundleManifest, sealed: SealedFolder): Promise<BundleUsers> {
  const file = join(sealed.folder, 'users.arrow');
  const found = await readUsers(file, await sealed.read('users.arrow'));
  if (found.ids.length !== users) throw misfit(file, `${found.ids.length} users`, `${users}`);
  const stranger = found.history.items.find((item) => item < 0 || item >= items);
  if (stranger !== undefined) throw misfit(file, `item ${stranger} in a history`, `${items} items`);
  return found;
}

function misfit(place: string, found: string, wanted: string): StoreError {
  return new StoreError(`${place} holds ${found}, the manifest says ${wanted}; write the bundle again`);
}

/** Keeps what was read; a failure is tried again. */
function remembered<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => {
    reading ??= read().catch((error: unknown) => {
      reading = undefined;
      throw error;
    });
    return reading;
  };
}
