import type { Report } from '@twotower/schema';
import { mainMetric } from '../main-metric.ts';
import { figure, percent, signed } from './figures.ts';
import type { Sureness } from './interval-chart.ts';

export interface PageVerdict {
  readonly kind: Sureness | 'unmeasured';
  /** One or two sentences. */
  readonly text: string;
}

/** Whether the model beats the strongest baseline in the main metric, by how much and how surely. */
export function pageVerdict(report: Report): PageVerdict {
  const metric = mainMetric(report.metrics);
  if (metric === undefined || report.protocol.part === 'none') {
    return { kind: 'unmeasured', text: 'Nothing was held out, so nothing was measured.' };
  }
  const { verdict } = report;
  if (!verdict) {
    const value = figure(report.metrics[metric]);
    return { kind: 'unmeasured', text: `${metric} is ${value}; no baseline was measured beside it.` };
  }
  const { outcome, baseline, baselineValue, relative, smallestDetectable: least } = verdict;
  const count = Object.keys(report.baselines).length;
  const which =
    count > 1 ? `${baseline}, the strongest of ${count} baselines,` : `${baseline}, the only baseline,`;
  const by = relative === undefined ? '' : ` by ${percent(Math.abs(relative))}`;
  const figures = `${figure(verdict.value)} against ${figure(baselineValue)}`;
  const bounds = `${signed(verdict.difference)}, 95 % interval ${signed(verdict.low)} to ${signed(verdict.high)}`;
  const limit =
    least.relative === undefined
      ? ''
      : ` On these users differences below ${percent(least.relative)} cannot be told.`;
  const on = `in ${verdict.metric}: ${figures}`;
  switch (outcome) {
    case 'better':
      return { kind: 'better', text: `The model beats ${which}${by} ${on} (${bounds}).${limit}` };
    case 'worse':
      return {
        kind: 'worse',
        text: `The model does not beat ${which} and is behind${by} ${on} (${bounds}).${limit}`,
      };
    case 'cannot tell':
      return {
        kind: 'unsure',
        text: `Cannot tell whether the model beats ${which} ${on}, and the interval of the difference includes zero (${bounds}).${limit}`,
      };
  }
}
