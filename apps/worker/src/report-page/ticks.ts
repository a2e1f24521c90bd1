/**
 * Round values of an axis from `low` to `high`: multiples of 1, 2 or 5 times a power of ten, about `count` of them, the
 * first at or below `low` and the last at or above `high`.
 *
 * Example: 0.03 to 0.11, about 4: 0.02, 0.04, 0.06, 0.08, 0.1, 0.12.
 */
export function ticks(low: number, high: number, count = 4): number[] {
  const span = high > low ? high - low : Math.abs(high) || 1;
  const raw = span / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= raw * 0.8) ?? 10);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}
