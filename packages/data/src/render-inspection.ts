import type { Inspection } from './inspect.ts';

const bars = '▁▂▃▄▅▆▇█';
const number = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** An inspection as lines of text for a terminal. */
export function renderInspection(inspection: Inspection): string {
  const { history, popularity, time } = inspection;
  const lines: [string, string][] = [
    ['rows', `${count(inspection.rows)} read, ${count(inspection.accepted)} accepted`],
    ['rejected', `${count(inspection.rejected)}${listed(inspection.rejectReasons)}`],
    [
      'duplicates',
      `${count(inspection.duplicates)} by event id dropped, ${count(inspection.repeated)} repeated rows kept`,
    ],
    ['columns', inspection.columns.map(({ name }) => name).join(', ')],
    ['users', count(inspection.users)],
    ['items', `${count(inspection.items)}, ${count(popularity.withoutPositives)} without a positive`],
    ['positives', `${count(inspection.positives)}, density ${(100 * inspection.density).toPrecision(3)} %`],
    ['types', listed(inspection.types).replace(/^: /, '')],
    ['time', time ? `${time.first} to ${time.last} (${time.unit})` : 'none; the order of rows stands for it'],
    [
      'history',
      `positives a user: min ${history.min}, quarter ${history.p25}, median ${history.p50}, three quarters ${history.p75}, 95 % ${history.p95}, max ${history.max}`,
    ],
    ['popularity', curve(popularity.curve)],
    [
      '',
      `log scale, most popular left; the top tenth of items has ${(100 * popularity.topTenth).toFixed(1)} %`,
    ],
    ['memory', `about ${number.format(inspection.memoryBytes / 2 ** 20)} MiB to train at dim 64`],
  ];
  return lines.map(([label, text]) => `${label.padEnd(11)}${text}`).join('\n');
}

/** One block character a value, its height the logarithm. */
function curve(values: readonly number[]): string {
  const top = Math.log1p(values[0] ?? 0) || 1;
  return values.map((value) => bars[Math.round((Math.log1p(value) / top) * (bars.length - 1))]).join('');
}

function listed(counts: Readonly<Record<string, number>>): string {
  const entries = Object.entries(counts).sort((a, b) => b[1] - a[1]);
  return entries.length === 0 ? '' : `: ${entries.map(([name, n]) => `${name} ${count(n)}`).join(', ')}`;
}

function count(value: number): string {
  return number.format(value);
}
