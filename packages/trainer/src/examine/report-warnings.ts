import type { Report } from '@twotower/schema';

/** In words, what a reader must know before believing the figures: the model does not beat a baseline, or nobody can tell. */
export function reportWarnings(report: Report, metric: string): string[] {
  if (report.protocol.part === 'none') {
    return [
      'nothing was held out, so nothing was measured: give split.validation or split.test a share, or, where users only come back to what they know, set evaluation.seen: keep',
    ];
  }
  const overall = Object.keys(report.baselines).flatMap((name) => overallWarning(report, metric, name));
  return [...overall, ...['known', 'new'].flatMap((slice) => sliceWarning(report, metric, slice))];
}

function overallWarning({ metrics, baselines, intervals }: Report, metric: string, name: string): string[] {
  const figures = `${metrics[metric].toFixed(4)} against ${baselines[name][metric].toFixed(4)}`;
  const interval = intervals?.[name]?.[metric];
  const isUnsure = interval && interval.low <= 0 && interval.high >= 0;
  if (isUnsure) {
    return [
      `cannot tell whether the model or ${name} is better in ${metric}: ${figures}, but with other users it might be ` +
        `otherwise: the 95 % interval of the difference, ${signed(interval.low)} to ${signed(interval.high)}, includes 0`,
    ];
  }
  return baselines[name][metric] >= metrics[metric]
    ? [`the model does not beat ${name} in ${metric}: ${figures}`]
    : [];
}

/** Of a group of users where a baseline is surely better though the model is better over all. */
function sliceWarning(report: Report, metric: string, slice: string): string[] {
  return Object.entries(report.sliceIntervals?.[slice] ?? {}).flatMap(([name, intervals]) => {
    const isBetterOverall = report.metrics[metric] > report.baselines[name][metric];
    const { low, high } = intervals[metric];
    return isBetterOverall && high < 0
      ? [
          `for ${slice} users ${name} is better than the model in ${metric}: 95 % interval of the difference ` +
            `${signed(low)} to ${signed(high)}`,
        ]
      : [];
  });
}

function signed(value: number): string {
  return `${value < 0 ? '' : '+'}${value.toFixed(4)}`;
}
