import { type Config, scoreTerms } from '@twotower/schema';
import type { BundleRanking } from '@twotower/store';
import { type Terms, termsOff } from './terms.ts';

/**
 * What a bundle ranks by, for its items and those that a log adds behind them. What aggregation added to an item stays as it
 * was published, whatever its features say since; a new item has none, and a prior like the least popular.
 *
 * @param vectors the bundle's item vectors, and `now` those of all items as they are encoded today
 */
export function bundleTerms(
  config: Pick<Config, 'prior' | 'calibration'>,
  ranking: BundleRanking | undefined,
  { vectors, now }: { readonly vectors: Float32Array; readonly now: Float32Array },
): Terms {
  if (ranking === undefined) return termsOff;
  const { weight, aggregation } = scoreTerms(config);
  const { published, prior, told } = ranking;
  const items = now.length / (vectors.length / told.length);
  return {
    weight,
    aggregation,
    ...(published && {
      published: now.map((value, i) => (i < published.length ? value + published[i] - vectors[i] : value)),
    }),
    ...(prior && { prior: padded(prior, items) }),
  };
}

function padded(prior: Float32Array, items: number): Float32Array {
  const all = new Float32Array(items).fill(prior.reduce((a, b) => Math.min(a, b), 0));
  all.set(prior);
  return all;
}
