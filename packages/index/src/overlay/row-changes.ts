import { checkBias, checkVectors } from '../check-vectors.ts';
import { IndexError } from '../error.ts';

/** What becomes of rows, all at once. A row past the end makes an index longer. The arrays must not be changed any more. */
export interface RowChanges {
  /** Rows that are new or have another vector; none twice. */
  readonly rows: Int32Array;
  /** `[rows.length, dim]` */
  readonly vectors: Float32Array;
  /** `[rows.length]`; default zeros. */
  readonly bias?: Float32Array;
  /** Rows that are no more; a row that is not there may be named. */
  readonly removed: Int32Array;
}

/** @throws IndexError where a row is named twice or is none, or numbers do not fit the rows */
export function checkChanges({ rows, vectors, bias, removed }: RowChanges, dim: number): void {
  checkVectors(vectors, dim);
  checkBias(bias, rows.length);
  if (vectors.length !== rows.length * dim) {
    throw new IndexError(`${vectors.length / dim} vectors for ${rows.length} rows; give one a row`);
  }
  const named = new Set<number>();
  for (const row of [...rows, ...removed]) {
    if (row < 0) throw new IndexError(`row ${row} is none; rows count from 0`);
    if (named.has(row)) throw new IndexError(`row ${row} is changed twice at once; give its last state`);
    named.add(row);
  }
}
