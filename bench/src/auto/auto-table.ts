import { figure, signedFigure } from '../measure/figure.ts';
import type { SetResult } from '../quality/results.ts';
import { markdownTable } from '../results-table.ts';
import type { AutoRun } from './auto-run.ts';

const head = [
  'set',
  'metric',
  'unattended',
  'best baseline',
  'verdict, 95 % interval',
  'hand-made',
  'share of it',
  'chosen',
  'seconds',
  'of them in training',
];

/**
 * What the bare configs came to, beside the best baseline of the same run and the hand-made config of `quality/`, where that was
 * measured in the same metric.
 *
 * @param handMade what is kept of a set's hand-made config
 */
export function autoTable(runs: readonly AutoRun[], handMade: (set: string) => SetResult): string {
  const sorted = [...runs].sort((a, b) => a.set.localeCompare(b.set));
  return markdownTable(
    head,
    sorted.map((run) => rowOf(run, handMade(run.set))),
  );
}

function rowOf({ set, metrics, verdict, choice, seconds, trainSeconds }: AutoRun, made: SetResult): string[] {
  const metric = verdict?.metric ?? choice?.metric ?? '';
  const own = metrics[metric];
  const byHand = meanOf(made, metric);
  return [
    set,
    metric,
    `**${figure(own)}**`,
    verdict ? `${verdict.baseline} ${figure(verdict.baselineValue)}` : 'none',
    verdict ? `${verdict.outcome}, ${signedFigure(verdict.low)} to ${signedFigure(verdict.high)}` : '',
    byHand === undefined ? '-' : figure(byHand),
    byHand === undefined ? '-' : `${Math.round((100 * own) / byHand)} %`,
    choice?.chosen ?? 'nothing was open',
    seconds.toFixed(0),
    trainSeconds.toFixed(0),
  ];
}

/** Over the seeds of the set's own config, without its variants. */
function meanOf({ rows }: SetResult, metric: string): number | undefined {
  const runs = rows.filter(({ variant }) => variant === '').flatMap((row) => row.runs);
  const values = runs.flatMap(({ metrics }) => metrics[metric] ?? []);
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}
