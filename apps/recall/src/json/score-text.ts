/** A score as JSON, of six significant digits: a float of single precision has no more than seven. */
export function scoreText(score: number): string {
  const size = Math.abs(score);
  // Most scores: cosines of which the first digit after the point is none, whose digits are a whole number of six.
  if (size >= 0.1 && size < 0.9999995) {
    const digits = Math.round(size * 1e6);
    return score < 0 ? `-0.${digits}` : `0.${digits}`;
  }
  if (!Number.isFinite(score)) return 'null';
  return String(Number(score.toPrecision(6)));
}
