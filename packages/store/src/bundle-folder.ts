import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openSealed, removeSealed, type SealedFolder, writeSealed } from '@twotower/durable';
import type { BundleContent, BundleListing, Bundles } from './bundle.ts';
import { type BundleFacts, type BundleManifest, bundleFactsSchema, bundleFormat } from './bundle-manifest.ts';
import { StoreError } from './error.ts';
import { openParts, readReport } from './open-parts.ts';
import { storeErrors } from './store-errors.ts';
import { timeId } from './time-id.ts';
import { writeParts } from './write-bundle.ts';

/** The bundles of a folder, one subfolder each; there are none where the folder is missing. */
export function folderBundles(folder: string): Bundles {
  return {
    write: (content) => storeErrors(() => writeBundle(folder, content)),
    open: (id) =>
      storeErrors(async () => {
        const { manifest, sealed } = await openBundle(folder, id);
        return openParts(manifest, sealed);
      }),
    remove: (id) =>
      storeErrors(async () => {
        await requireName(folder, id);
        removeSealed(join(folder, id));
      }),
    list: () =>
      storeErrors(async () => {
        const names = (await namesIn(folder)).sort().reverse();
        return Promise.all(names.map((id) => listBundle(folder, id)));
      }),
  };
}

async function writeBundle(folder: string, content: BundleContent): Promise<BundleManifest> {
  const createdAt = new Date().toISOString();
  const facts: BundleFacts = {
    id: timeId(createdAt),
    parent: content.parent,
    kind: content.kind,
    createdAt,
    seed: content.seed,
    formatVersion: bundleFormat,
    dim: content.dim,
    items: content.items.ids.length,
    users: content.users.ids.length,
    ...(content.cutOff && { cutOff: content.cutOff }),
  };
  const files = await writeSealed(join(folder, facts.id), facts, (part) => writeParts(part, content));
  return { ...facts, files };
}

async function listBundle(folder: string, id: string): Promise<BundleListing> {
  try {
    return await storeErrors(async () => {
      const { manifest, sealed } = await openBundle(folder, id);
      const { metrics } = await readReport(sealed);
      return { id, createdAt: manifest.createdAt, kind: manifest.kind, metrics, manifest };
    });
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return { id, createdAt: '', kind: 'unknown', metrics: {}, broken: error.message };
  }
}

async function openBundle(
  folder: string,
  id: string,
): Promise<{ manifest: BundleManifest; sealed: SealedFolder }> {
  await requireName(folder, id);
  const sealed = openSealed(join(folder, id));
  const place = join(folder, id, 'manifest.json');
  const format = formatOf(sealed.facts);
  if (format > bundleFormat) {
    throw new StoreError(
      `${place} is of format ${format}, this twotower knows ${bundleFormat} and older; upgrade twotower`,
    );
  }
  const facts = bundleFactsSchema.safeParse(sealed.facts);
  if (!facts.success || facts.data.id !== id) {
    throw new StoreError(`${place} is not of bundle ${id}; restore the folder from a backup or remove it`);
  }
  return { manifest: { ...facts.data, files: sealed.files }, sealed };
}

async function requireName(folder: string, id: string): Promise<void> {
  if (!/^[\w-]+$/.test(id) || !(await namesIn(folder)).includes(id)) {
    throw new StoreError(`there is no bundle ${id} in ${folder}; the command bundles lists those that are`);
  }
}

function formatOf(facts: unknown): number {
  return typeof facts === 'object' && facts !== null && 'formatVersion' in facts
    ? Number(facts.formatVersion)
    : Number.NaN;
}

/** Names with a dot before them are unfinished work and its locks. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => !name.startsWith('.'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
