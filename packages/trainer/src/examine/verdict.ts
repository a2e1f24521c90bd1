import type { Report, Verdict } from '@twotower/schema';

/**
 * The model beside the baseline that is best in `metric`. The interval is that of the users who were examined: it does not
 * know how training runs differ, nor that the baseline was chosen because it came out best.
 *
 * Example: .12 against .10, interval +.01 to +.03: better by a fifth; what differs by less than .01, a tenth, cannot be told.
 *
 * @returns undefined where no baseline was measured in that metric
 */
export function verdictOf(
  { metrics, baselines, intervals }: Pick<Report, 'metrics' | 'baselines' | 'intervals'>,
  metric: string,
): Verdict | undefined {
  const [best] = Object.entries(baselines)
    .filter(([, own]) => metric in own)
    .sort(([, a], [, b]) => b[metric] - a[metric]);
  const interval = best && intervals?.[best[0]]?.[metric];
  if (!interval || !(metric in metrics)) {
    return undefined;
  }
  const [baseline, { [metric]: baselineValue }] = best;
  const { difference, low, high } = interval;
  const share = (value: number) => (baselineValue > 0 ? { relative: value / baselineValue } : {});
  const half = (high - low) / 2;
  return {
    outcome: low > 0 ? 'better' : high < 0 ? 'worse' : 'cannot tell',
    metric,
    baseline,
    value: metrics[metric],
    baselineValue,
    difference,
    low,
    high,
    ...share(difference),
    smallestDetectable: { difference: half, ...share(half) },
  };
}
