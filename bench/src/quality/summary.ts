import { figure, signedFigure } from '../measure/figure.ts';
import type { PublishedSet } from './published.ts';
import type { RowResult, Run } from './results.ts';

export interface Spread {
  readonly mean: number;
  /** Sample standard deviation; absent for one value. */
  readonly deviation?: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return values.length > 1 ? { mean, deviation: Math.sqrt(squares / (values.length - 1)) } : { mean };
}

/** A difference to a baseline over seeds: the mean of the differences, the widest reach of their 95 % intervals. */
export interface Lead {
  readonly baseline: string;
  readonly metric: string;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/**
 * How the model does against the strongest baseline in a metric: strongest in the mean of the runs. Metrics without
 * intervals, which are those other than recall and ndcg, have no lead.
 */
export function leadOver(runs: readonly Run[], metric: string): Lead | undefined {
  return leadWithin(
    runs.map(({ baselines, intervals }) => ({ baselines, intervals })),
    metric,
  );
}

/** The same within a slice of users. */
export function leadInSlice(runs: readonly Run[], slice: string, metric: string): Lead | undefined {
  return leadWithin(
    runs.map(({ baselineSlices, sliceIntervals }) => ({
      baselines: Object.fromEntries(
        Object.entries(baselineSlices).map(([name, slices]) => [name, slices[slice] ?? {}]),
      ),
      intervals: sliceIntervals[slice] ?? {},
    })),
    metric,
  );
}

function leadWithin(runs: readonly Pick<Run, 'baselines' | 'intervals'>[], metric: string): Lead | undefined {
  const [strongest] = Object.keys(runs[0].intervals)
    .filter((name) =>
      runs.every(({ baselines, intervals }) => metric in baselines[name] && intervals[name]?.[metric]),
    )
    .map((name) => ({ name, value: spreadOf(runs.map(({ baselines }) => baselines[name][metric])).mean }))
    .sort((a, b) => b.value - a.value);
  if (!strongest) {
    return undefined;
  }
  const intervals = runs.map((run) => run.intervals[strongest.name][metric]);
  return {
    baseline: strongest.name,
    metric,
    difference: spreadOf(intervals.map(({ difference }) => difference)).mean,
    low: Math.min(...intervals.map(({ low }) => low)),
    high: Math.max(...intervals.map(({ high }) => high)),
  };
}

/** The limit that the project has set for a run. */
export const MOST_SECONDS = 45 * 60;

/** One row for the terminal: figures, spread, seconds, memory, and what is to be known of it. */
export function rowLines({ variant, runs }: RowResult, { metrics, slices = [] }: PublishedSet): string[] {
  const figures = metrics.map((metric) => `${metric} ${spreadText(runs.map((run) => run.metrics[metric]))}`);
  const seconds = runs.map((run) => run.seconds.train);
  const memory = Math.max(...runs.map((run) => run.peakRssBytes)) / 2 ** 20;
  const leads = [
    ...metrics.map((metric) => leadOver(runs, metric)),
    ...slices.map((slice) => ({ slice, ...leadInSlice(runs, slice, metrics[0]) })),
  ];
  return [
    `  ${variant === '' ? 'two-tower' : `two-tower, ${variant}`}: ${figures.join('  ')}`,
    `    ${runs.length} seeds (${runs.map(({ seed }) => seed).join(', ')}), training ${spreadText(seconds, 1)} s, peak memory ${memory.toFixed(0)} MiB`,
    `    baselines, ${metrics[0]}: ${Object.keys(runs[0].baselines)
      .map(
        (name) =>
          `${name} ${spreadText([spreadOf(runs.map((run) => run.baselines[name][metrics[0]])).mean])}`,
      )
      .join(', ')}`,
    ...leads.flatMap((lead) => {
      if (lead?.baseline === undefined) {
        return [];
      }
      const within = 'slice' in lead ? `${lead.slice} users: ` : '';
      return [`    ${within}${leadText(lead as Lead)}`];
    }),
    ...(Math.max(...seconds) > MOST_SECONDS ? ['    warning: a run took more than 45 minutes'] : []),
  ];
}

export function leadText({ baseline, metric, difference, low, high }: Lead): string {
  return `${metric} over ${baseline} ${signedFigure(difference)} (95 % ${signedFigure(low)} to ${signedFigure(high)})`;
}

/** `.2865 ± .0006` */
export function spreadText(values: readonly number[], digits = 4): string {
  const { mean, deviation } = spreadOf(values);
  const text = (value: number) => figure(value, digits);
  return deviation === undefined ? text(mean) : `${text(mean)} ± ${text(deviation)}`;
}
