import type { Ranking } from '@twotower/kernel';
import { IvfIndex } from './ivf-index.ts';
import { nearestCentres } from './nearest-centres.ts';
import { trainCentres } from './train-centres.ts';

/** Deals at least one vector to lists. The same vectors give the same lists. */
export function buildIvf(
  ranks: Ranking,
  vectors: Float32Array,
  dim: number,
  { bias, lists, probes }: { readonly bias?: Float32Array; readonly lists?: number; readonly probes: number },
): IvfIndex {
  const size = vectors.length / dim;
  const wanted = Math.min(size, lists ?? Math.ceil(4 * Math.sqrt(size)));
  const centres = trainCentres(ranks, vectors, dim, wanted);
  const listOf = nearestCentres(ranks, centres, vectors, dim);
  return IvfIndex.over(ranks, vectors, dim, { centres, listOf }, { probes, bias });
}
