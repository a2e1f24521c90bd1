import type { RowStep, RowSums, RowTable, WeightedRows } from '../products.ts';

/** See `Products.pool`. */
export function pool(
  { values, rows: there, dim }: RowTable,
  { offsets, rows, weights }: WeightedRows,
  size: number,
  out: Float32Array,
  stride: number,
  offset: number,
): number {
  for (let r = 0; r < size; r++) {
    const to = r * stride + offset;
    for (let e = offsets[r]; e < offsets[r + 1]; e++) {
      const row = rows[e];
      if (row < 0 || row >= there) return e;
      const from = row * dim;
      const weight = weights[e];
      if (weight === 1) for (let c = 0; c < dim; c++) out[to + c] += values[from + c];
      else for (let c = 0; c < dim; c++) out[to + c] += weight * values[from + c];
    }
  }
  return -1;
}

/** See `Products.scatter`. */
export function scatter(
  { rows: there, dim }: RowTable,
  { offsets, rows, weights }: WeightedRows,
  size: number,
  gradient: Float32Array,
  stride: number,
  offset: number,
  into: RowSums,
): number {
  const { slots, touchedRows, sums } = into;
  for (let r = 0; r < size; r++) {
    const from = r * stride + offset;
    for (let e = offsets[r]; e < offsets[r + 1]; e++) {
      const row = rows[e];
      if (row < 0 || row >= there) return e;
      const weight = weights[e];
      const slot = slots[row];
      if (slot === -1) {
        const to = into.touched * dim;
        slots[row] = into.touched;
        touchedRows[into.touched++] = row;
        for (let c = 0; c < dim; c++) sums[to + c] = weight * gradient[from + c];
      } else {
        const to = slot * dim;
        for (let c = 0; c < dim; c++) sums[to + c] += weight * gradient[from + c];
      }
    }
  }
  return -1;
}

/** See `Products.applyRows`. */
export function applyRows(
  { values, accumulator, changedAt, stamp: [stamp], dim }: RowTable,
  of: RowSums,
  { rate, epsilon, l2 }: RowStep,
): void {
  const { slots, touchedRows, sums, touched } = of;
  of.touched = 0;
  for (let slot = 0; slot < touched; slot++) {
    const row = touchedRows[slot];
    const from = slot * dim;
    const to = row * dim;
    slots[row] = -1;
    let isZero = true;
    let squares = 0;
    for (let c = 0; c < dim; c++) {
      isZero &&= sums[from + c] === 0;
      sums[from + c] += l2 * values[to + c];
      squares += sums[from + c] * sums[from + c];
    }
    if (isZero) continue;
    accumulator[row] += squares / dim;
    const scale = rate / Math.sqrt(accumulator[row] + epsilon);
    for (let c = 0; c < dim; c++) values[to + c] -= scale * sums[from + c];
    if (stamp !== 0) changedAt[row] = stamp;
  }
}
