import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DurableError, openSealed, removeSealed, type SealedFolder, writeSealed } from '@twotower/durable';
import type { Bundles } from '../bundle.ts';
import { StoreError } from '../error.ts';
import { storeErrors } from '../store-errors.ts';
import type { DeltaContent, DeltaListing, Deltas } from './delta.ts';
import { readDeltaFiles, writeDeltaFiles } from './delta-files.ts';
import { type DeltaFacts, type DeltaManifest, deltaFactsSchema } from './delta-manifest.ts';

/** Deltas in a folder: `<bundle id>/<sequence>/`. @param bundles tells whether a base is there, and its cut-off */
export function folderDeltas(folder: string, bundles: Pick<Bundles, 'open'>): Deltas {
  return {
    write: (content) => storeErrors(() => writeDelta(folder, bundles, content)),
    open: (bundleId, sequence) =>
      storeErrors(async () => {
        const { manifest, sealed } = openDelta(folder, bundleId, sequence);
        const { base, previous, from, to, watermark } = manifest;
        return {
          manifest,
          read: () =>
            storeErrors(async () => ({
              base,
              previous,
              from,
              to,
              ...(watermark !== undefined && { watermark }),
              ...(await readDeltaFiles(sealed)),
            })),
        };
      }),
    list: async (bundleId) =>
      sequencesIn(folder, bundleId).map((sequence) => listDelta(folder, bundleId, sequence)),
    async has(bundleId, sequence) {
      for (let s = 1; s <= sequence; s++) {
        if (listDelta(folder, bundleId, s).broken !== undefined) return false;
      }
      return sequence > 0;
    },
    bundleIds: () =>
      storeErrors(async () => {
        const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
        return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
      }),
    removeAll: (bundleId) =>
      storeErrors(async () => {
        // The last first: what a crash leaves is a chain without a gap.
        for (const sequence of sequencesIn(folder, bundleId).reverse()) {
          removeSealed(placeOf(folder, bundleId, sequence));
        }
        rmSync(join(folder, bundleId), { recursive: true, force: true });
      }),
  };
}

async function writeDelta(
  folder: string,
  bundles: Pick<Bundles, 'open'>,
  content: DeltaContent,
): Promise<DeltaManifest> {
  const { base, previous, from, to, watermark, users, items, vectors, prior, removed } = content;
  const { manifest } = await bundles.open(base);
  const last = sequencesIn(folder, base).at(-1) ?? 0;
  if (previous !== last) {
    throw new StoreError(
      `bundle ${base} has its deltas up to ${last}, and this one follows ${previous}; make it anew on delta ${last}`,
    );
  }
  const end = last === 0 ? manifest.cutOff?.position : openDelta(folder, base, last).manifest.to;
  if (end !== undefined && end !== from) {
    throw new StoreError(
      `delta ${last + 1} of bundle ${base} begins at ${from} of the event log, not at ${end}, where what was learnt before ends; make it anew from there`,
    );
  }
  const facts: DeltaFacts = {
    base,
    previous,
    sequence: previous + 1,
    createdAt: new Date().toISOString(),
    formatVersion: 1,
    from,
    to,
    ...(watermark !== undefined && { watermark }),
    rows: {
      users: users.ids.length,
      items: items.ids.length,
      vectors: vectors.ids.length,
      prior: prior.ids.length,
      removed: removed.users.length + removed.items.length,
    },
  };
  const files = await writeSealed(placeOf(folder, base, facts.sequence), facts, (part) =>
    writeDeltaFiles(part, content),
  );
  return { ...facts, files };
}

function openDelta(
  folder: string,
  bundleId: string,
  sequence: number,
): { manifest: DeltaManifest; sealed: SealedFolder } {
  if (!sequencesIn(folder, bundleId).includes(sequence)) {
    throw new StoreError(`bundle ${bundleId} has no delta ${sequence} in ${folder}; list those it has`);
  }
  const place = placeOf(folder, bundleId, sequence);
  const sealed = openSealed(place);
  const facts = deltaFactsSchema.safeParse(sealed.facts);
  const isOwn =
    facts.success &&
    facts.data.base === bundleId &&
    facts.data.sequence === sequence &&
    facts.data.previous === sequence - 1;
  if (!isOwn) {
    throw new StoreError(
      `${join(place, 'manifest.json')} is not of delta ${sequence} of bundle ${bundleId}; restore the folder from a backup, or go back to the delta before`,
    );
  }
  return { manifest: { ...facts.data, files: sealed.files }, sealed };
}

function listDelta(folder: string, bundleId: string, sequence: number): DeltaListing {
  try {
    return { sequence, manifest: openDelta(folder, bundleId, sequence).manifest };
  } catch (error) {
    if (!(error instanceof StoreError || error instanceof DurableError)) throw error;
    return { sequence, broken: error.message };
  }
}

function placeOf(folder: string, bundleId: string, sequence: number): string {
  return join(folder, bundleId, deltaName(sequence));
}

/** How a delta's folder is called in that of its bundle. */
export function deltaName(sequence: number): string {
  return String(sequence).padStart(8, '0');
}

/** Ascending; names with a dot before them are unfinished work and its locks. */
function sequencesIn(folder: string, bundleId: string): number[] {
  if (!/^[\w-]+$/.test(bundleId)) return [];
  try {
    return readdirSync(join(folder, bundleId))
      .filter((name) => /^\d{8}$/.test(name))
      .map(Number)
      .sort((a, b) => a - b);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
