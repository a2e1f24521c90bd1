/** What one row's least squares are made of. */
export interface ImplicitRow {
  /** Of the other side, `[n, factors]`. */
  readonly vectors: Float32Array;
  /** `YT Y + regularization I`, `[factors, factors]`, of {@link squares}. */
  readonly gram: Float64Array;
  /** The row's positives: indices into `vectors`. */
  readonly own: Int32Array;
  readonly alpha: number;
}

/** `YT Y + regularization I` of the vectors Y, `[factors, factors]`. */
export function squares(vectors: Float32Array, factors: number, regularization: number): Float64Array {
  const gram = new Float64Array(factors * factors);
  for (let start = 0; start < vectors.length; start += factors) {
    for (let f = 0; f < factors; f++) {
      const value = vectors[start + f];
      for (let g = 0; g <= f; g++) {
        gram[f * factors + g] += value * vectors[start + g];
      }
    }
  }
  for (let f = 0; f < factors; f++) {
    for (let g = 0; g < f; g++) {
      gram[g * factors + f] = gram[f * factors + g];
    }
    gram[f * factors + f] += regularization;
  }
  return gram;
}

/**
 * Brings `x` nearer to the solution of `(YT Y + regularization I + alpha sum y yT) x = (1 + alpha) sum y`, the sums
 * over the row's own vectors, by conjugate gradients from where it is: Hu et al. 2008, eq. 4, without the matrix of a
 * row being formed. As many steps as factors solve it.
 */
export function solveRow(x: Float32Array, row: ImplicitRow, steps: number): void {
  const factors = x.length;
  const residual = new Float64Array(factors);
  for (const index of row.own) {
    for (let f = 0; f < factors; f++) {
      residual[f] += (1 + row.alpha) * row.vectors[index * factors + f];
    }
  }
  const product = new Float64Array(factors);
  multiply(row, x, product);
  for (let f = 0; f < factors; f++) {
    residual[f] -= product[f];
  }
  const direction = residual.slice();
  let error = dot(residual, residual);
  // Beyond that a float32 does not move.
  const solved = Math.max(1e-20, 1e-14 * error);
  for (let step = 0; step < steps && error > solved; step++) {
    multiply(row, direction, product);
    const length = error / dot(direction, product);
    for (let f = 0; f < factors; f++) {
      x[f] += length * direction[f];
      residual[f] -= length * product[f];
    }
    const next = dot(residual, residual);
    for (let f = 0; f < factors; f++) {
      direction[f] = residual[f] + (next / error) * direction[f];
    }
    error = next;
  }
}

/** The row's matrix times x. */
function multiply(row: ImplicitRow, x: Float32Array | Float64Array, out: Float64Array): void {
  const { vectors, gram, own, alpha } = row;
  const factors = x.length;
  for (let f = 0; f < factors; f++) {
    let sum = 0;
    for (let g = 0; g < factors; g++) {
      sum += gram[f * factors + g] * x[g];
    }
    out[f] = sum;
  }
  for (const index of own) {
    const start = index * factors;
    let sum = 0;
    for (let f = 0; f < factors; f++) {
      sum += vectors[start + f] * x[f];
    }
    for (let f = 0; f < factors; f++) {
      out[f] += alpha * sum * vectors[start + f];
    }
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let f = 0; f < a.length; f++) {
    sum += a[f] * b[f];
  }
  return sum;
}
