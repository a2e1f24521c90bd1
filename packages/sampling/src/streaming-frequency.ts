import { SamplingError } from './error.ts';
import type { ItemFrequency } from './item-frequency.ts';
import { mix32 } from './mix32.ts';

export interface StreamingOptions {
  /** Buckets of each hash. Too few make items share one and look as frequent as the most frequent of them. */
  readonly buckets: number;
  /**
   * Hashes, each with its own buckets; the rarest of an item's estimates counts, since sharing only makes a bucket look
   * more frequent. Default 2: in the paper's simulation 2 x 2,500 buckets end at an error of 0.11 where 5,000 end at 0.24.
   */
  readonly hashes?: number;
  /** How fast an estimate moves. Large follows a change at once and is noisy; small is exact and late. Default 0.01. */
  readonly rate?: number;
  /** Samples between two sights of an item not yet seen twice; the number of items is a fair guess. */
  readonly initialGap: number;
  readonly seed: number;
}

/** What an estimator has learned; plain typed arrays, to be saved with the optimiser. */
export interface StreamingState {
  /** Samples seen. */
  readonly samples: number;
  /** `[hashes * buckets]` the sample at which a bucket was last hit; 0 = never. */
  readonly lastSeen: Float64Array;
  /** `[hashes * buckets]` samples between two hits, estimated. */
  readonly gap: Float64Array;
}

/** Estimates how frequent items are while they stream past, and follows when that changes. */
export interface StreamingFrequency extends ItemFrequency {
  /** Sees positives in their order. `items` may be any 32-bit keys that outlive a bundle, if `probability` is asked by them. */
  observe(items: Int32Array | Uint32Array): void;
  /** `min over hashes of 1 / gap`, per sample. Estimates of all items need not sum to 1. */
  probability(item: number): number;
  /** The live state, a view: copy it to keep it. */
  state(): StreamingState;
}

/**
 * The mean gap between two sights of an item, by exponential decay: at sample t, `B[h] = (1 - a) B[h] + a (t - A[h])` and
 * `A[h] = t` for each hash h; the probability per draw is `1 / max_h B[h]`.
 *
 * Example: rate 0.5, initial gap 10, an item at samples 1, 3 and 5: its gap is 10, 6, 4, its probability at last 1/4.
 * Two departures from the paper: t counts samples, not batches, or an item in every batch would be estimated at 1; and a
 * first sight sets A only, or an item that is new late in the stream would seem as rare as the stream is long.
 * Source: Yi et al. 2019, "Sampling-bias-corrected neural modeling for large corpus item recommendations", algorithms 2, 3.
 *
 * @param state what an earlier estimator with the same options has learned; copied
 */
export function streamingFrequency(options: StreamingOptions, state?: StreamingState): StreamingFrequency {
  const { buckets, hashes = 2, rate = 0.01, initialGap, seed } = options;
  checkOptions(buckets, hashes, rate, initialGap);
  const size = hashes * buckets;
  if (state && (state.lastSeen.length !== size || state.gap.length !== size)) {
    throw new SamplingError(
      `streaming frequency: the state has ${state.gap.length} buckets, the options ${hashes} x ${buckets}; use the options it was saved with`,
    );
  }
  const seeds = Array.from({ length: hashes }, (_, hash) => mix32(seed + hash));
  const lastSeen = state ? state.lastSeen.slice() : new Float64Array(size);
  const gap = state ? state.gap.slice() : new Float64Array(size).fill(initialGap);
  let samples = state?.samples ?? 0;

  const bucketOf = (item: number, hash: number) =>
    hash * buckets + Math.floor((mix32(item ^ seeds[hash]) / 2 ** 32) * buckets);

  return {
    observe(items) {
      for (let i = 0; i < items.length; i++) {
        samples++;
        for (let hash = 0; hash < hashes; hash++) {
          const bucket = bucketOf(items[i], hash);
          if (lastSeen[bucket] > 0) {
            gap[bucket] += rate * (samples - lastSeen[bucket] - gap[bucket]);
          }
          lastSeen[bucket] = samples;
        }
      }
    },
    probability(item) {
      let largest = 1;
      for (let hash = 0; hash < hashes; hash++) {
        largest = Math.max(largest, gap[bucketOf(item, hash)]);
      }
      return 1 / largest;
    },
    state: () => ({ samples, lastSeen, gap }),
  };
}

function checkOptions(buckets: number, hashes: number, rate: number, initialGap: number): void {
  if (!Number.isInteger(buckets) || buckets < 1 || !Number.isInteger(hashes) || hashes < 1) {
    throw new SamplingError(
      `streaming frequency needs buckets >= 1 and hashes >= 1, got ${buckets} and ${hashes}`,
    );
  }
  if (!(rate > 0 && rate <= 1) || !(initialGap >= 1)) {
    throw new SamplingError(
      `streaming frequency needs a rate in (0, 1] and an initial gap >= 1, got ${rate} and ${initialGap}`,
    );
  }
}
