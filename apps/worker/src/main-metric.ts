import type { Metrics, Report } from '@twotower/schema';

/** The metric that training watches: ndcg at 20, or at the first cut-off. */
export function mainMetric(metrics: Metrics): string | undefined {
  return 'ndcg@20' in metrics ? 'ndcg@20' : Object.keys(metrics).find((name) => name.startsWith('ndcg@'));
}

/** The cut-off of a metric: 20 of `ndcg@20`. */
export function cutOff(metric: string): number {
  return Number(metric.slice(metric.indexOf('@') + 1));
}

export interface Rival {
  readonly name: string;
  readonly value: number;
}

/** The baseline that is best in a metric, over all users; undefined where there is none. */
export function strongestBaseline({ baselines }: Report, metric: string): Rival | undefined {
  return best(Object.entries(baselines), metric);
}

/** The baseline that is best in a metric within a slice. */
export function strongestInSlice(
  { baselineSlices = {} }: Report,
  metric: string,
  slice: string,
): Rival | undefined {
  return best(
    Object.entries(baselineSlices).map(([name, slices]) => [name, slices[slice] ?? {}] as const),
    metric,
  );
}

function best(named: readonly (readonly [string, Metrics])[], metric: string): Rival | undefined {
  const [first] = named
    .flatMap(([name, metrics]) => (metric in metrics ? [{ name, value: metrics[metric] }] : []))
    .sort((a, b) => b.value - a.value);
  return first;
}
