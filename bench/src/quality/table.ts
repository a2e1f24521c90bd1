import { figure } from '../measure/figure.ts';
import { markdownTable } from '../results-table.ts';
import { type PublishedSet, publishedSets } from './published.ts';
import type { RowResult, SetResult } from './results.ts';
import { leadInSlice, leadOver, leadText, spreadText } from './summary.ts';

/** A set's table in Markdown: our rows, the baselines measured in the same runs, what others report, and the leads. */
export function setTable({ set, rows }: SetResult): string {
  const published = publishedSets[set];
  const { metrics, protocol, peers } = published;
  const measured = rows.filter(({ runs }) => runs.length > 0);
  const head = ['', ...metrics, 'seconds', 'memory', 'source'];
  const lines = [
    ...measured.map((row) => ourRow(row, metrics)),
    ...(measured.length > 0 ? baselineRows(measured[0], metrics) : []),
    ...peers.map(({ name, values, source }) => [
      name,
      ...metrics.map((metric) => (metric in values ? figure(values[metric]) : '-')),
      '',
      '',
      source,
    ]),
  ];
  return [
    `### ${set}`,
    '',
    `${protocol[0].toUpperCase()}${protocol.slice(1)}.`,
    '',
    markdownTable(head, lines),
    '',
    ...measured.flatMap((row) => leadSentences(row, published)),
  ]
    .join('\n')
    .trim();
}

function ourRow({ variant, runs }: RowResult, metrics: readonly string[]): string[] {
  const seconds = spreadText(
    runs.map((run) => run.seconds.train),
    0,
  );
  const memory = Math.max(...runs.map((run) => run.peakRssBytes)) / 2 ** 20;
  return [
    `**${nameOf(variant)}**`,
    ...metrics.map((metric) => `**${spreadText(runs.map((run) => run.metrics[metric]))}**`),
    seconds,
    `${memory.toFixed(0)} MiB`,
    `${runs.length} ${runs.length === 1 ? 'seed' : 'seeds'}, ${runs[0].epochs} epochs`,
  ];
}

function baselineRows({ runs }: RowResult, metrics: readonly string[]): string[][] {
  return Object.keys(runs[0].baselines).map((name) => [
    name,
    ...metrics.map((metric) => spreadText([mean(runs.map((run) => run.baselines[name][metric]))])),
    '',
    '',
    'ours, same runs',
  ]);
}

/** How sure the lead over the strongest baseline is, over all users and in the slices of the set. */
function leadSentences(row: RowResult, { metrics, slices = [] }: PublishedSet): string[] {
  const overall = metrics.map((metric) => leadOver(row.runs, metric)).find((lead) => lead !== undefined);
  const within = slices.flatMap((slice) => {
    const metric = overall?.metric ?? metrics[0];
    const lead = leadInSlice(row.runs, slice, metric);
    const value = spreadText(row.runs.map((run) => run.slices[slice]?.[metric] ?? 0));
    return lead ? [`${slice} users ${value}: ${leadText(lead)}`] : [];
  });
  return overall ? [`- ${nameOf(row.variant)}: ${[leadText(overall), ...within].join('; ')}.`] : [];
}

function nameOf(variant: string): string {
  return variant === '' ? 'two-tower' : `two-tower, ${variant}`;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
