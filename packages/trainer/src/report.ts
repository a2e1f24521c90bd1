import type { Engine } from '@twotower/core/train';
import type { Baselines, Config, Report } from '@twotower/schema';
import { createBaselines } from './baselines/baselines.ts';
import { stoppingMetric } from './early-stopping.ts';
import { type Examination, evaluate } from './evaluation/evaluate.ts';
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
  if (result.users > 0) {
    for (const { name, scorer: fit } of createBaselines(config.evaluation.baselines, data)) {
      input.onProgress?.({ kind: 'phase', message: `Baseline ${name}` });
      baselines[name] = evaluate(fit(), examination).metrics;
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
    slices: Object.fromEntries(
      Object.entries(result.slices).filter(([, metrics]) => Object.keys(metrics).length > 0),
    ),
    curve: [...loop.curve],
    timing: {
      ...input.timing,
      trainSeconds: loop.trainSeconds,
      samplesPerSecond: loop.samplesPerSecond,
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
  return Object.entries(report.baselines)
    .filter(([, metrics]) => metrics[metric] >= report.metrics[metric])
    .map(
      ([name, metrics]) =>
        `the model does not beat ${name} in ${metric}: ` +
        `${report.metrics[metric].toFixed(4)} against ${metrics[metric].toFixed(4)}`,
    );
}
