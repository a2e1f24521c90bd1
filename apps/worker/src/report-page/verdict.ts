import type { Report } from '@twotower/schema';
import { mainMetric, strongestBaseline } from '../main-metric.ts';
import { figure, percent, signed } from './figures.ts';
import { type Sureness, sureness } from './interval-chart.ts';

export interface Verdict {
  readonly kind: Sureness | 'unmeasured';
  /** One sentence. */
  readonly text: string;
}

/** Whether the model beats the strongest baseline in the main metric, by how much and how surely. */
export function verdict(report: Report): Verdict {
  const metric = mainMetric(report.metrics);
  if (metric === undefined || report.protocol.part === 'none') {
    return { kind: 'unmeasured', text: 'Nothing was held out, so nothing was measured.' };
  }
  const value = report.metrics[metric];
  const best = strongestBaseline(report, metric);
  const interval = best && report.intervals?.[best.name]?.[metric];
  if (!best || !interval) {
    return { kind: 'unmeasured', text: `${metric} is ${figure(value)}; no baseline was measured beside it.` };
  }
  const { difference, low, high } = interval;
  const count = Object.keys(report.baselines).length;
  const which =
    count > 1 ? `${best.name}, the strongest of ${count} baselines,` : `${best.name}, the only baseline,`;
  const by = best.value > 0 ? ` by ${percent(Math.abs(difference) / best.value)}` : '';
  const figures = `${figure(value)} against ${figure(best.value)}`;
  const bounds = `${signed(difference)}, 95 % interval ${signed(low)} to ${signed(high)}`;
  const text = {
    better: `The model beats ${which}${by} in ${metric}: ${figures} (${bounds}).`,
    worse: `The model does not beat ${which} and is behind${by} in ${metric}: ${figures} (${bounds}).`,
    unsure:
      `The model does not surely beat ${which} in ${metric}: ${figures}, and the interval of the difference ` +
      `includes zero (${bounds}).`,
  };
  const kind = sureness(interval);
  return { kind, text: text[kind] };
}
