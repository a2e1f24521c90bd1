/** See `Products.adagrad`. */
export function adagrad(
  values: Float32Array,
  accumulator: Float32Array,
  gradient: Float32Array,
  rate: number,
  epsilon: number,
): void {
  for (let i = 0; i < values.length; i++) {
    const g = gradient[i];
    accumulator[i] += g * g;
    values[i] -= (rate * g) / Math.sqrt(accumulator[i] + epsilon);
  }
}
