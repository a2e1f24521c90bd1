import type { RandomIntegers } from './negative-source.ts';

/** The rows for which private negatives are drawn. */
export interface HardRows {
  /** `[B]` user indices */
  readonly users: Int32Array;
  /** `[B]` each row's own positive, an item index */
  readonly positives: Int32Array;
  /** `[B]` when each row's event was; a source with times then draws nothing later. */
  readonly times?: Float64Array;
  /** `[B]` how many each row wants, at most `perRow`; absent: `perRow`. See `hardCounts`. */
  readonly wanted?: Uint8Array;
}

/** Where a row's private negatives come from: items like its positive, yet not among its user's positives. */
export interface HardNegatives {
  readonly kind: string;
  readonly perRow: number;
  /** `[B, perRow]` item indices, distinct within a row, never a known positive of its user; -1 where there are no more. */
  draw(rows: HardRows, random: RandomIntegers): Int32Array;
}
