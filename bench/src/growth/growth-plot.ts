import { type GrowthPoint, type GrowthSeries, secondsOf, sizeOf } from './growth-results.ts';

interface Line {
  readonly title: string;
  readonly unit: string;
  readonly points: readonly (readonly [size: number, value: number])[];
}

const [width, height, margin] = [360, 240, 52];

/** Four panels, both axes logarithmic: seconds and peak memory by events and by IDs, with a dashed line of slope 1. */
export function growthPlot(series: readonly GrowthSeries[]): string {
  const panels = series.flatMap(({ by, points }): Line[] => {
    const line = (title: string, unit: string, value: (point: GrowthPoint) => number): Line => ({
      title: `${title} by ${by === 'ids' ? 'IDs' : 'events'}`,
      unit,
      points: points.map((point) => [sizeOf(by, point), value(point)]),
    });
    return [
      line('read and one epoch', 's', secondsOf),
      line('peak memory', 'MiB', ({ peakRssBytes }) => peakRssBytes / 2 ** 20),
    ];
  });
  const rows = Math.ceil(panels.length / 2);
  const drawn = panels.map(
    (line, p) =>
      `<g transform="translate(${(p % 2) * width} ${Math.floor(p / 2) * height})">${panel(line)}</g>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${2 * width} ${rows * height}" font-family="sans-serif" font-size="11" fill="#333">
<title>Time and peak memory by events and by IDs</title>
<rect width="100%" height="100%" fill="#fff"/>
${drawn.join('\n')}
</svg>
`;
}

function panel({ title, unit, points }: Line): string {
  const x = axis(
    points.map(([size]) => size),
    margin,
    width - 20,
  );
  const y = axis(
    points.map(([, value]) => value),
    height - 36,
    28,
  );
  const path = (line: Line['points']) =>
    line.map(([size, value]) => `${x.place(size).toFixed(1)},${y.place(value).toFixed(1)}`).join(' ');
  const [[size, value]] = points;
  // Slope 1 through the first point, as far as the panel goes.
  const end = Math.min(x.end / size, y.end / value);
  const ticks = [
    ...x.ticks.map((at) => text(x.place(at), height - 20, 'middle', label(at))),
    ...y.ticks.map((at) => text(margin - 6, y.place(at) + 4, 'end', label(at))),
  ];
  return `${text(width / 2, 16, 'middle', `${title}, ${unit}`)}
<path d="M${margin} 28V${height - 36}H${width - 20}" fill="none" stroke="#999"/>
<polyline points="${path([points[0], [size * end, value * end]])}" fill="none" stroke="#bbb" stroke-dasharray="4 3"/>
<polyline points="${path(points)}" fill="none" stroke="#1668b8" stroke-width="2"/>
${points.map(([at, high]) => `<circle cx="${x.place(at).toFixed(1)}" cy="${y.place(high).toFixed(1)}" r="3" fill="#1668b8"/>`).join('')}
${ticks.join('')}`;
}

/** From half a step below the least value to half a step above the greatest, marked at 1, 3, 10, 30 and so on. */
function axis(values: readonly number[], from: number, to: number) {
  const [start, end] = [Math.min(...values) / 1.5, Math.max(...values) * 1.5];
  const place = (value: number) => from + ((to - from) * Math.log(value / start)) / Math.log(end / start);
  const decades = Array.from({ length: 24 }, (_, n) => 10 ** (n - 6));
  const ticks = decades.flatMap((decade) => [decade, 3 * decade]).filter((at) => at >= start && at <= end);
  return { place, ticks, end };
}

function text(x: number, y: number, anchor: string, content: string): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${content}</text>`;
}

function label(value: number): string {
  const rounded = Number(value.toPrecision(1));
  if (rounded >= 1e6) {
    return `${rounded / 1e6}M`;
  }
  return rounded >= 1e4 ? `${rounded / 1e3}k` : String(rounded);
}
