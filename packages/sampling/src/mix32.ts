/** Scrambles 32 bits into 32 well spread ones, unsigned; the same number always gives the same. Source: splitmix32. */
export function mix32(bits: number): number {
  let z = (bits + 0x9e3779b9) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return (z ^ (z >>> 15)) >>> 0;
}
