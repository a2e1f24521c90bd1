const delimiters = ['\t', '::', ',', ';', '|', ' '];

/** The sign that cuts most lines into as many fields as the first. */
export function guessDelimiter(lines: readonly string[]): string {
  const sample = lines.slice(0, 200).map((line) => line.replace(/"[^"]*"/g, ''));
  let best = ',';
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const fields = (sample[0] ?? '').split(delimiter).length;
    const agree = sample.filter((line) => line.split(delimiter).length === fields).length / sample.length;
    const score = fields < 2 ? 0 : agree >= 0.95 ? 1 + Math.min(fields, 9) / 10 : agree;
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}
