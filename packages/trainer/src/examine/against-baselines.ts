import type { Baselines, Intervals, Metrics, Report } from '@twotower/schema';
import type { Examined } from './examine-all.ts';
import { pairedBootstrap } from './paired-bootstrap.ts';
import { pooledResult } from './pooled-result.ts';
import { sliceIntervals } from './slice-intervals.ts';
import { joinUserValues } from './user-values.ts';

export type Comparison = Required<
  Pick<Report, 'baselines' | 'intervals' | 'baselineSlices' | 'sliceIntervals'>
>;

/**
 * How a model does beside the baselines that every examination has, over all users and within the slices.
 *
 * @param examined by one or several examinations, in each of which somebody was examined
 * @param seed of the bootstraps
 */
export function againstBaselines(examined: readonly Examined[], seed: number): Comparison {
  const metrics: Baselines = {};
  const intervals: Intervals = {};
  const baselineSlices: Record<string, Baselines> = {};
  const withinSlices: Record<string, Intervals> = {};
  const model = joinUserValues(examined.map((each) => each.model.userValues));
  const names = Object.keys(examined[0]?.baselines ?? {});
  for (const name of names.filter((each) => examined.every(({ baselines }) => each in baselines))) {
    const results = examined.map(({ baselines }) => baselines[name]);
    const pooled = pooledResult(results);
    metrics[name] = pooled.metrics;
    intervals[name] = pairedBootstrap(model, joinUserValues(results.map((r) => r.userValues)), seed);
    baselineSlices[name] = Object.fromEntries(
      Object.entries(pooled.slices).map(([slice, own]) => [slice, onlyNamed(own, model.metrics)]),
    );
    const compared = examined.map(({ userGroupings, model: own, baselines }) => ({
      userGroupings,
      model: own.userValues,
      baseline: baselines[name].userValues,
    }));
    for (const [slice, interval] of Object.entries(sliceIntervals(compared, seed))) {
      withinSlices[slice] = { ...withinSlices[slice], [name]: interval };
    }
  }
  return { baselines: metrics, intervals, baselineSlices, sliceIntervals: withinSlices };
}

function onlyNamed(metrics: Metrics, names: readonly string[]): Metrics {
  return Object.fromEntries(names.map((name) => [name, metrics[name]]));
}
