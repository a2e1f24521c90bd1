import type { ReplaySet } from './replay-set.ts';
import { strategies } from './strategies.ts';
import type { CellSummary } from './summary.ts';

const [width, height] = [380, 220];
const [left, right, top, bottom] = [44, 12, 26, 30];
const legend = 44;
/** Told apart by people who do not see red and green alike, on white and on black. */
const colours = ['#888888', '#d55e00', '#e69f00', '#cc79a7', '#0072b2', '#009e73'];

/** A panel a set: recall by day of each strategy with all that serving has. Readable on light and dark pages. */
export function freshnessPlot(sets: readonly ReplaySet[], cells: readonly CellSummary[]): string {
  const shown = sets.filter(({ name }) => cells.some(({ set }) => set === name));
  const rows = Math.ceil(shown.length / 2);
  const panels = shown.map((set, n) => {
    const own = cells.filter((cell) => cell.set === set.name);
    return `<g transform="translate(${(n % 2) * width} ${legend + Math.floor(n / 2) * height})">${panel(set, own)}</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${2 * width} ${legend + rows * height}" font-family="sans-serif" font-size="11">
<title>Recall by day of the replay, a line a strategy</title>
<style>text { fill: #333 } .axis { stroke: #999 } .page { fill: #fff }
@media (prefers-color-scheme: dark) { text { fill: #ddd } .axis { stroke: #777 } .page { fill: #16181d } }</style>
<rect class="page" width="100%" height="100%"/>
${strategies.map(legendOf).join('\n')}
${panels.join('\n')}
</svg>
`;
}

function legendOf({ words }: { readonly words: string }, n: number): string {
  const [x, y] = [left + (n % 3) * 240, 14 + Math.floor(n / 3) * 16];
  return `<path d="M${x} ${y}h14" stroke="${colours[n]}" stroke-width="3"/><text x="${x + 18}" y="${y + 4}">${words}</text>`;
}

function panel({ words }: ReplaySet, cells: readonly CellSummary[]): string {
  const lines = cells.map(({ strategy, views: [live] }) => ({ strategy, values: live.byDay }));
  const all = lines.flatMap(({ values }) => values);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const days = Math.max(...lines.map(({ values }) => values.length));
  const x = (day: number) => left + ((width - left - right) * day) / Math.max(1, days - 1);
  const y = (value: number) =>
    height - bottom - ((height - top - bottom) * (value - least)) / Math.max(1e-9, most - least);
  const drawn = lines.map(({ strategy, values }) => {
    const points = values.map((value, day) => `${x(day).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
    const colour = colours[strategies.findIndex(({ name }) => name === strategy)];
    return `<polyline points="${points}" fill="none" stroke="${colour}" stroke-width="2"/>`;
  });
  const ticks = [least, (least + most) / 2, most].map(
    (value) =>
      `<text x="${left - 5}" y="${(y(value) + 4).toFixed(1)}" text-anchor="end">${value.toFixed(3)}</text>`,
  );
  return `<text x="${left}" y="16">${words}</text>
<path class="axis" d="M${left} ${top}V${height - bottom}H${width - right}" fill="none"/>
${drawn.join('\n')}
${ticks.join('')}
<text x="${left}" y="${height - 12}">day 1</text><text x="${width - right}" y="${height - 12}" text-anchor="end">day ${days}</text>`;
}
