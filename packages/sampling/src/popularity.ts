import { aliasTable } from './alias-table.ts';
import { SamplingError } from './error.ts';
import type { NegativeSource } from './negative-source.ts';

export interface PopularityOptions {
  /** How many items a batch, shared by all rows. */
  readonly count: number;
  /**
   * `p ~ count^exponent`. Near 0 is uniform and spends draws on items nobody meets; near 1 repeats what in-batch
   * negatives already give and pushes popular items down. Default 0.75 (Mikolov et al. 2013).
   */
  readonly exponent?: number;
}

/**
 * Items by popularity, with replacement: `p(j) = count_j^b / sum_k count_k^b`.
 *
 * Example: counts `[16, 1]` with exponent 0.5 give 4/5 and 1/5. An item with count 0 is never drawn, but with exponent 0,
 * where all are equally likely.
 *
 * @param counts `[items]`, how often each item is a positive of the training part
 * @throws SamplingError where all counts are 0, the count is no positive integer or the exponent is negative
 */
export function popularityNegatives(counts: Float64Array, options: PopularityOptions): NegativeSource {
  const { count, exponent = 0.75 } = options;
  if (!Number.isInteger(count) || count < 1 || !(exponent >= 0)) {
    throw new SamplingError(
      `popularity negatives need count >= 1 and exponent >= 0, got ${count} and ${exponent}`,
    );
  }
  const table = aliasTable(counts.map((events) => events ** exponent));
  return {
    kind: 'popularity',
    draws: () => count,
    share: () => count,
    fill: (out, random) => {
      for (let i = 0; i < out.length; i++) {
        out[i] = table.draw(random);
      }
    },
    probability: table.probability,
  };
}
