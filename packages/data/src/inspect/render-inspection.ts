import { drawCurve } from './draw-curve.ts';
import type { Inspection } from './inspect-dataset.ts';

/** An inspection as lines of text for a terminal. */
export function renderInspection(found: Inspection): string {
  const { popularity, time, history, needs, machine } = found;
  const lines = [
    [
      'rows',
      `${count(found.rows)} read, ${count(found.accepted)} accepted, ${count(found.rejected)} rejected${listed(found.rejectReasons)}`,
    ],
    ...(found.rejectReport ? [['', `each rejected row with its reason: ${found.rejectReport}`]] : []),
    [
      'repeated',
      `${count(found.duplicates)} dropped by event id; ${count(found.repeated)} equal to an earlier row, kept`,
    ],
    ['columns', found.columns.map(({ name }) => name).join(', ')],
    ['users', `${count(found.users)}${rowsOf(found, 'users')}`],
    [
      'items',
      `${count(found.items)}${rowsOf(found, 'items')}, ${count(popularity.withoutPositives)} without a positive`,
    ],
    ['types', listed(found.types).replace(/^: /, '')],
    ['positives', `${count(found.positives)}, density ${(100 * found.density).toPrecision(3)} %`],
    ['repeats', repeatsLine(found)],
    ...(found.heaviestHundredth === undefined
      ? []
      : [
          [
            'weights',
            `the heaviest 1 % of the positives have ${percent(found.heaviestHundredth)} of the weight`,
          ],
        ]),
    ['time', time ? `${time.first} to ${time.last} (${time.unit})` : 'none; the order of rows stands for it'],
    ...cutLines(found),
    ['', ''],
    [
      'popularity',
      `positives of an item by its rank; the top tenth has ${(100 * popularity.topTenth).toFixed(1)} %`,
    ],
    ...drawCurve(popularity.curve).map((line) => ['', line]),
    ['', ''],
    [
      'histories',
      `positives a user: median ${history.p50}, middle half ${history.p25} to ${history.p75}, 95 % up to ${history.p95}, ${history.min} to ${history.max} in all`,
    ],
    ...histogramLines(found).map((line) => ['', line]),
    ...featureLines(found),
    ['', ''],
    [
      'memory',
      `about ${bytes(needs.memoryBytes)} to train (${bytes(machine.freeBytes)} of ${bytes(machine.totalBytes)} free): ${memoryParts(found)}`,
    ],
    [
      'duration',
      `up to ${duration(needs.time.seconds)} for ${count(needs.time.samples)} samples, at the ${count(needs.time.samplesPerSecond)} a second of ${cores(needs.time.workers)} with the native kernel; early stopping mostly ends sooner`,
    ],
  ];
  const text = lines.map(([label, line]) => `${label.padEnd(12)}${line}`.trimEnd()).join('\n');
  return [text, ...found.warnings.map((warning) => `warning: ${warning}`)].join('\n');
}

function cores(count: number): string {
  return count === 1 ? 'one core' : `${count} cores`;
}

const number = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

function count(value: number): string {
  return number.format(value);
}

function listed(counts: Readonly<Record<string, number>>): string {
  const entries = Object.entries(counts).sort((a, b) => b[1] - a[1]);
  return entries.length === 0 ? '' : `: ${entries.map(([name, n]) => `${name} ${count(n)}`).join(', ')}`;
}

function rowsOf({ sides }: Inspection, side: 'users' | 'items'): string {
  const { rows, rejected } = sides[side];
  return rows === 0
    ? ''
    : ` (${count(rows)} rows of their own${rejected > 0 ? `, ${count(rejected)} rejected` : ''})`;
}

function repeatsLine({ repeats, positives }: Inspection): string {
  const types = repeats.byType
    .slice(0, 4)
    .map(({ type, after, positives: own }) => `${type} after ${after} ${percent(own / positives)}`);
  const isTyped = repeats.byType.some(({ type, after }) => type !== after);
  return `${percent(repeats.share)} of the positives repeat an earlier one of the same user and item${isTyped ? `: ${types.join(', ')}` : ''}`;
}

/** A line a part that is held out; the validation part of `train` lies later than the experiment's. */
function cutLines({ cuts }: Inspection): string[][] {
  return cuts.flatMap(({ run, split, heldOut }) =>
    heldOut.map(({ part, positives, coldItems, coldUsers, repeats }) => [
      part === 'test' ? 'test part' : 'validation',
      `${count(positives)} positives (${split} split of ${run}); not known in training: ${percent(coldItems)} of them by item, ${percent(coldUsers)} by user; repeats of the user's own: ${percent(repeats)}`,
    ]),
  );
}

function histogramLines({ history }: Inspection): string[] {
  const most = Math.max(1, ...history.histogram.map(({ users }) => users));
  const ranges = history.histogram.map(({ from, to }) =>
    from === to ? `${from}` : `${count(from)}–${count(to)}`,
  );
  const width = Math.max(0, ...ranges.map(({ length }) => length));
  return history.histogram.map(
    ({ users }, i) =>
      `${ranges[i].padStart(width)} │${'█'.repeat(Math.ceil((40 * users) / most))} ${count(users)}`,
  );
}

/** A table, a line a feature. */
function featureLines({ features }: Inspection): string[][] {
  if (features.length === 0) {
    return [];
  }
  const head = ['side', 'feature', 'kind', 'column', 'filled', 'unusable', 'distinct', 'example'];
  const rows = features.map(({ side, feature, kind, column, filled, unusable, distinct, example }) => [
    side,
    feature,
    kind,
    column,
    percent(filled),
    percent(unusable),
    count(distinct),
    clipped(Array.isArray(example) ? JSON.stringify(example) : String(example ?? '')),
  ]);
  const widths = head.map((_, c) => Math.max(...[head, ...rows].map((row) => row[c].length)));
  const numbers = new Set([4, 5, 6]);
  const table = [head, ...rows].map((row) =>
    row.map((cell, c) => (numbers.has(c) ? cell.padStart(widths[c]) : cell.padEnd(widths[c]))).join('  '),
  );
  return [['', ''], ...table.map((line, i) => [i === 0 ? 'features' : '', line])];
}

/** What takes a twentieth or more. */
function memoryParts({ needs }: Inspection): string {
  return Object.entries(needs.memory)
    .filter(([, part]) => part >= 0.05 * needs.memoryBytes)
    .sort((a, b) => b[1] - a[1])
    .map(([name, part]) => `${name} ${bytes(part)}`)
    .join(', ');
}

function clipped(text: string): string {
  const line = text.replace(/[\p{Cc}\s]+/gu, ' ');
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}

function percent(share: number): string {
  const value = 100 * share;
  return `${value > 0 && value < 0.1 ? '<0.1' : value.toFixed(value === 0 || value === 100 ? 0 : 1)} %`;
}

function bytes(value: number): string {
  return value < 2 ** 30 ? `${(value / 2 ** 20).toFixed(0)} MiB` : `${(value / 2 ** 30).toFixed(1)} GiB`;
}

function duration(seconds: number): string {
  return seconds < 90
    ? `${Math.ceil(seconds)} s`
    : seconds < 5400
      ? `${Math.ceil(seconds / 60)} min`
      : `${(seconds / 3600).toFixed(1)} h`;
}
