import type { Engine } from '@twotower/core/train';
import type { Baselines, Config, Intervals, Report } from '@twotower/schema';
import { createBaselines } from './baselines/baselines.ts';
import { stoppingMetric } from './early-stopping.ts';
import { type Examination, evaluate } from './evaluation/evaluate.ts';
import { pairedBootstrap } from './evaluation/paired-bootstrap.ts';
import { modelScorer } from './model-scorer.ts';
import type { TrainingData } from './prepare.ts';
import type { OnProgress } from './progress.ts';
import type { LoopResult } from './training-loop.ts';

export interface ReportInput {
  readonly engine: Engine;
  readonly config: Config;
  readonly data: TrainingData;
  readonly loop: LoopResult;
  readonly splitKind: string;
  readonly part: 'test' | 'validation' | 'none';
  readonly examination: Examination;
  readonly timing: Readonly<Record<string, number>>;
  readonly onProgress?: OnProgress;
}

/** Examines the model and its baselines alike and writes down how it was done. */
export function createReport(input: ReportInput): Report {
  const { engine, config, data, loop, examination } = input;
  const started = performance.now();
  const scorer = modelScorer(engine, loop.model, data);
  const result = evaluate(scorer, examination);
  scorer.dispose();
  const evaluateSeconds = (performance.now() - started) / 1000;

  const baselines: Baselines = {};
  const intervals: Intervals = {};
  if (result.users > 0) {
    for (const { name, scorer: fit } of createBaselines(config.evaluation.baselines, data, engine)) {
      input.onProgress?.({ kind: 'phase', message: `Baseline ${name}` });
      const { metrics, userValues } = evaluate(fit(), examination);
      baselines[name] = metrics;
      intervals[name] = pairedBootstrap(result.userValues, userValues, config.training.seed);
    }
  }
  const report: Report = {
    protocol: {
      split: input.splitKind,
      part: result.users > 0 ? input.part : 'none',
      seen: config.evaluation.seen,
      users: result.users,
      items: data.items,
      trainEvents: data.positives.length,
      testEvents: result.pairs,
      seed: config.training.seed,
    },
    metrics: result.metrics,
    baselines,
    intervals,
    slices: result.slices,
    curve: [...loop.curve],
    timing: {
      ...input.timing,
      trainSeconds: loop.trainSeconds,
      samplesPerSecond: loop.samplesPerSecond,
      ...(loop.workers > 0 && { workers: loop.workers }),
      evaluateSeconds,
      peakRssBytes: process.resourceUsage().maxRSS * 1024,
    },
    warnings: [],
  };
  return { ...report, warnings: warnings(report, stoppingMetric(config)) };
}

function warnings(report: Report, metric: string): string[] {
  if (report.protocol.part === 'none') {
    return [
      'nothing was held out, so nothing was measured: give split.validation or split.test a share, or, where users only come back to what they know, set evaluation.seen: keep',
    ];
  }
  return Object.entries(report.baselines).flatMap(([name, metrics]) => {
    const figures = `${report.metrics[metric].toFixed(4)} against ${metrics[metric].toFixed(4)}`;
    if (metrics[metric] >= report.metrics[metric]) {
      return [`the model does not beat ${name} in ${metric}: ${figures}`];
    }
    const interval = report.intervals?.[name]?.[metric];
    return interval && interval.low <= 0
      ? [
          `the model beats ${name} in ${metric}, ${figures}, but with other users it might not: the 95 % interval of ` +
            `the difference, ${signed(interval.low)} to ${signed(interval.high)}, includes 0`,
        ]
      : [];
  });
}

function signed(value: number): string {
  return `${value < 0 ? '' : '+'}${value.toFixed(4)}`;
}
