/** See `Products.normalise`. */
export function normalise(
  x: Float32Array,
  size: number,
  dim: number,
  epsilon: number,
  inverse: Float32Array,
): void {
  for (let r = 0; r < size; r++) {
    const from = r * dim;
    let squares = epsilon;
    for (let c = 0; c < dim; c++) squares += x[from + c] * x[from + c];
    const scale = 1 / Math.sqrt(squares);
    inverse[r] = scale;
    for (let c = 0; c < dim; c++) x[from + c] *= scale;
  }
}

/** `y = z / |z|` gives `dz = (dy - y (dy . y)) / |z|`: only what is at right angles to y passes. */
export function normaliseBackward(
  gradient: Float32Array,
  y: Float32Array,
  inverse: Float32Array,
  size: number,
  dim: number,
): void {
  for (let r = 0; r < size; r++) {
    const from = r * dim;
    let along = 0;
    for (let c = 0; c < dim; c++) along += gradient[from + c] * y[from + c];
    for (let c = 0; c < dim; c++) {
      gradient[from + c] = (gradient[from + c] - y[from + c] * along) * inverse[r];
    }
  }
}
