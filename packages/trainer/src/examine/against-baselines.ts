import type { Baselines, Intervals, Metrics, Report } from '@twotower/schema';
import type { EvaluationResult } from './evaluate.ts';
import type { Examination } from './examination.ts';
import { pairedBootstrap } from './paired-bootstrap.ts';
import { sliceIntervals } from './slice-intervals.ts';

export type Comparison = Required<
  Pick<Report, 'baselines' | 'intervals' | 'baselineSlices' | 'sliceIntervals'>
>;

/**
 * How a model does beside baselines, over all users and within the slices.
 *
 * @param baselines names to what examines that baseline; called one after the other, so that one scorer is held at a time
 * @param seed of the bootstraps
 */
export function againstBaselines(
  model: EvaluationResult,
  baselines: readonly (readonly [name: string, examine: () => EvaluationResult])[],
  examination: Examination,
  seed: number,
): Comparison {
  const metrics: Baselines = {};
  const intervals: Intervals = {};
  const baselineSlices: Record<string, Baselines> = {};
  const withinSlices: Record<string, Intervals> = {};
  for (const [name, examine] of baselines) {
    const { slices, userValues, ...result } = examine();
    metrics[name] = result.metrics;
    intervals[name] = pairedBootstrap(model.userValues, userValues, seed);
    baselineSlices[name] = Object.fromEntries(
      Object.entries(slices).map(([slice, own]) => [slice, onlyNamed(own, userValues.metrics)]),
    );
    const within = sliceIntervals(examination, model.userValues, userValues, seed);
    for (const [slice, interval] of Object.entries(within)) {
      withinSlices[slice] = { ...withinSlices[slice], [name]: interval };
    }
  }
  return { baselines: metrics, intervals, baselineSlices, sliceIntervals: withinSlices };
}

function onlyNamed(metrics: Metrics, names: readonly string[]): Metrics {
  return Object.fromEntries(names.map((name) => [name, metrics[name]]));
}
