import { join } from 'node:path';
import type { SealedFolder } from '@twotower/durable';
import type { BundleRanking } from './bundle.ts';
import { StoreError } from './error.ts';
import { readTensors, writeTensors } from './tensor-files.ts';

const base = 'ranking';

/** Writes `ranking.safetensors`. @throws StoreError where it does not fit the catalogue */
export async function writeRanking(
  folder: string,
  ranking: BundleRanking,
  items: number,
  dim: number,
): Promise<void> {
  const { told, published, prior } = requireFit(ranking, items, dim, `ranking of ${folder}`);
  await writeTensors(join(folder, base), {
    told: { shape: [items], data: told },
    ...(published && { published: { shape: [items, dim], data: published } }),
    ...(prior && { prior: { shape: [items], data: prior } }),
  });
}

/**
 * Reads it back; undefined where the bundle was written without it.
 *
 * @throws StoreError where it is damaged or does not fit the catalogue
 */
export async function readRanking(
  sealed: SealedFolder,
  items: number,
  dim: number,
): Promise<BundleRanking | undefined> {
  if (!sealed.files.some(({ path }) => path.startsWith(base))) return undefined;
  const { told, published, prior } = await readTensors(sealed, base);
  const place = join(sealed.folder, base);
  if (!(told?.data instanceof Uint8Array)) throw new StoreError(`${place} has no told; write it again`);
  const ranking = {
    told: told.data,
    ...(published?.data instanceof Float32Array && { published: published.data }),
    ...(prior?.data instanceof Float32Array && { prior: prior.data }),
  };
  return requireFit(ranking, items, dim, place);
}

function requireFit(ranking: BundleRanking, items: number, dim: number, place: string): BundleRanking {
  const wanted = { told: items, published: items * dim, prior: items };
  for (const name of ['told', 'published', 'prior'] as const) {
    const found = ranking[name]?.length ?? wanted[name];
    if (found !== wanted[name]) {
      throw new StoreError(
        `${place}: ${name} holds ${found} numbers, not ${wanted[name]}; write the bundle again`,
      );
    }
  }
  return ranking;
}
