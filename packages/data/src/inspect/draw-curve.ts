const blocks = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** A curve of falling values over a log scale of ranks, both axes logarithmic, as lines of block characters. */
export function drawCurve(
  curve: readonly { readonly rank: number; readonly positives: number }[],
  rows = 5,
  width = 64,
): string[] {
  const last = curve.at(-1);
  if (!last) {
    return [];
  }
  const top = Math.log1p(curve[0].positives) || 1;
  const widest = Math.log(last.rank) || 1;
  const heights = Array.from({ length: width }, (_, x) => {
    const rank = Math.exp((x / (width - 1)) * widest);
    const point = curve.findLast((candidate) => candidate.rank <= rank + 1e-9) ?? curve[0];
    // A value above none at all shows: at least one eighth.
    return point.positives > 0 ? Math.max(1, Math.round((8 * rows * Math.log1p(point.positives)) / top)) : 0;
  });
  const label = Math.round(curve[0].positives).toLocaleString('en-US');
  const lines = Array.from({ length: rows }, (_, row) => {
    const floor = 8 * (rows - 1 - row);
    const bar = heights.map((height) => blocks[Math.max(0, Math.min(8, height - floor))]).join('');
    return `${(row === 0 ? label : '').padStart(label.length)} │${bar.trimEnd()}`;
  });
  return [...lines, `${' '.repeat(label.length)} └${axis(last.rank, widest, width)}`];
}

/** The powers of ten under their places. */
function axis(end: number, widest: number, width: number): string {
  const signs = Array.from({ length: width }, () => '─');
  for (let rank = 1; rank <= end; rank *= 10) {
    const text = rank.toLocaleString('en-US');
    const at = Math.round((Math.log(rank) / widest) * (width - 1));
    if (at + text.length <= width) {
      signs.splice(at, text.length, ...text);
    }
  }
  return signs.join('');
}
