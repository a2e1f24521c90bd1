/** A line through `log size` and `log value`: `value ~ size ^ slope`. */
export interface PowerLaw {
  /** 1: the value grows as the size does; below, slower; above, faster. */
  readonly slope: number;
  /** Share of the variance of `log value` that the line explains, from 0 to 1. */
  readonly explained: number;
}

/**
 * Least squares on logarithms.
 *
 * Example: sizes 1, 10, 100 and values 2, 20, 200 give slope 1, values 2, 200, 20000 slope 2.
 *
 * @param sizes at least two different ones
 */
export function powerLaw(sizes: readonly number[], values: readonly number[]): PowerLaw {
  const x = sizes.map(Math.log);
  const y = values.map(Math.log);
  const mean = (of: readonly number[]) => of.reduce((sum, value) => sum + value, 0) / of.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  const products = (a: readonly number[], ma: number, b: readonly number[], mb: number) =>
    a.reduce((sum, value, i) => sum + (value - ma) * (b[i] - mb), 0);
  const [xx, xy, yy] = [
    products(x, meanX, x, meanX),
    products(x, meanX, y, meanY),
    products(y, meanY, y, meanY),
  ];
  return { slope: xy / xx, explained: yy === 0 ? 1 : (xy * xy) / (xx * yy) };
}
