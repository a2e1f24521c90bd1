import { setImmediate } from 'node:timers/promises';

/** The two directions in which rows differ the most. */
export interface PrincipalAxes {
  /** `[dim]` */
  readonly mean: Float64Array;
  /** Two of `[dim]`, of length 1 and at right angles; zeros where rows differ in one direction alone, or in none. */
  readonly axes: readonly [Float64Array, Float64Array];
  /** The share of the rows' variance that lies in them, from 0 to 1; 1 where all rows are the same. */
  readonly explained: number;
}

/** Rows that are looked at before others have their turn, at 64 numbers a row. */
const inOneGo = 2_000;
const turns = 100;
const leastLeft = 1e-9;

/**
 * Principal axes by orthogonal iteration on the covariance matrix; which way an axis points is settled by its largest number being
 * positive, so that the same rows give the same picture.
 *
 * @param rows at least one, each `[dim]`
 */
export async function principalAxes(rows: readonly Float32Array[]): Promise<PrincipalAxes> {
  const dim = rows[0].length;
  const mean = new Float64Array(dim);
  for (const row of rows) for (let d = 0; d < dim; d++) mean[d] += row[d] / rows.length;
  const covariance = new Float64Array(dim * dim);
  for (const [r, row] of rows.entries()) {
    if (r % inOneGo === inOneGo - 1) await setImmediate();
    for (let a = 0; a < dim; a++) {
      const own = row[a] - mean[a];
      for (let b = 0; b <= a; b++) covariance[a * dim + b] += own * (row[b] - mean[b]);
    }
  }
  for (let a = 0; a < dim; a++) for (let b = 0; b < a; b++) covariance[b * dim + a] = covariance[a * dim + b];
  const first = Float64Array.from({ length: dim }, (_, d) => Math.cos(d));
  const second = Float64Array.from({ length: dim }, (_, d) => Math.sin(1 + 2 * d));
  const none = new Float64Array(dim);
  let [a, b] = [unit(first), unit(second)];
  for (let turn = 0; turn < turns; turn++) {
    a = unit(times(covariance, a));
    const next = times(covariance, b);
    const rest = without(next, a);
    // What is left by rounding alone has no direction.
    b = Math.hypot(...rest) > leastLeft * Math.hypot(...next) ? unit(without(unit(rest), a)) : none;
  }
  const total = mean.reduce((sum, _, d) => sum + covariance[d * dim + d], 0);
  const found = dot(a, times(covariance, a)) + dot(b, times(covariance, b));
  return { mean, axes: [turned(a), turned(b)], explained: total === 0 ? 1 : found / total };
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const dim = vector.length;
  return vector.map((_, row) => {
    let sum = 0;
    for (let d = 0; d < dim; d++) sum += matrix[row * dim + d] * vector[d];
    return sum;
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, d) => sum + value * b[d], 0);
}

function without(vector: Float64Array, axis: Float64Array): Float64Array {
  const share = dot(vector, axis);
  return vector.map((value, d) => value - share * axis[d]);
}

/** Zeros stay zeros. */
function unit(vector: Float64Array): Float64Array {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}

function turned(axis: Float64Array): Float64Array {
  const largest = axis.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  return largest < 0 ? axis.map((value) => -value) : axis;
}
