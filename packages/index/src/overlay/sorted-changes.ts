import type { RowChanges } from './row-changes.ts';

export interface SortedChanges {
  /** Ascending. */
  readonly rows: Int32Array;
  readonly vectors: Float32Array;
  readonly bias: Float32Array;
  /** Changed and removed rows together, ascending. */
  readonly touched: Int32Array;
}

/** The same changes in the order of their rows; what is in order already is kept and must not be changed any more. */
export function sortedChanges({ rows, vectors, bias, removed }: RowChanges, dim: number): SortedChanges {
  const touched = touchedRows(rows, removed);
  if (rows.every((row, place) => place === 0 || rows[place - 1] < row)) {
    return { rows, vectors, bias: bias ?? new Float32Array(rows.length), touched };
  }
  // A row and its place as one number: a typed array of numbers is sorted without a function.
  const count = rows.length;
  const order = Float64Array.from(rows, (row, place) => row * count + place).sort();
  const sorted = {
    rows: new Int32Array(count),
    vectors: new Float32Array(count * dim),
    bias: new Float32Array(count),
  };
  for (let at = 0; at < count; at++) {
    const place = order[at] % count;
    sorted.rows[at] = rows[place];
    sorted.vectors.set(vectors.subarray(place * dim, (place + 1) * dim), at * dim);
    if (bias !== undefined) sorted.bias[at] = bias[place];
  }
  return { ...sorted, touched };
}

function touchedRows(rows: Int32Array, removed: Int32Array): Int32Array {
  const touched = new Int32Array(rows.length + removed.length);
  touched.set(rows);
  touched.set(removed, rows.length);
  return touched.sort();
}
