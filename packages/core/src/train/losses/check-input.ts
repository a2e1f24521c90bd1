import { CoreError } from '../../error.ts';
import type { LossInput } from './loss.ts';

/** The sizes of a batch that fits together. */
export interface BatchSizes {
  /** B */
  readonly size: number;
  readonly dim: number;
  /** C: candidates that all records share. */
  readonly candidates: number;
  /** H: private negatives a record. */
  readonly perRow: number;
  /** `[B]`: each record's share of the mean, `w_i / sum w`. */
  readonly shares: Float32Array;
}

/** Throws {@link CoreError} for arrays of other lengths, hits outside the batch and weights without a positive sum. */
export function checkInput({ users, items, logQ, weights, hits, own }: LossInput): BatchSizes {
  const [size, dim = 0] = users.shape;
  const perRow = own?.perRow ?? 0;
  const candidates = items.shape[0] - size * perRow;
  if (candidates < size || logQ.length !== items.shape[0] || weights.length !== size) {
    throw new CoreError(
      `batch: ${size} users, ${items.shape[0]} items, ${perRow} private negatives a user, ${logQ.length} logQ, ${weights.length} weights; items hold the positives first and the private negatives last, logQ is one an item, weights one a user`,
    );
  }
  if (own?.present !== undefined && own.present.length !== size * perRow) {
    throw new CoreError(
      `own.present: holds ${own.present.length} numbers; ${size} records of ${perRow} private negatives need ${size * perRow}`,
    );
  }
  for (let h = 0; h < hits.length; h += 2) {
    const row = hits[h];
    const column = hits[h + 1];
    if (!(row !== column && row >= 0 && row < size && column >= 0 && column < candidates)) {
      throw new CoreError(
        `hits: pair (${row}, ${column}) is a record's own positive or outside [${size}, ${candidates}]`,
      );
    }
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0))
    throw new CoreError(`weights: sum to ${total}; at least one record needs a positive weight`);
  return { size, dim, candidates, perRow, shares: weights.map((weight) => weight / total) };
}
