import type { Engine } from '@twotower/core/train';
import type { Config, Report } from '@twotower/schema';
import type { TrainingData } from '../prepare/prepare.ts';
import type { OnProgress } from '../progress.ts';
import { againstBaselines } from './against-baselines.ts';
import { createBaselines } from './baselines/baselines.ts';
import { type EvaluationResult, evaluate } from './evaluate.ts';
import type { Examination } from './examination.ts';
import { modelScorer } from './model-scorer.ts';
import type { RankedUser } from './rank-users.ts';
import { reportWarnings } from './report-warnings.ts';
import type { Scorer } from './scorer.ts';
import { stoppingMetric } from './stopping-metric.ts';
import type { TaughtModel } from './taught-model.ts';
import type { Terms } from './terms.ts';

export interface ReportInput {
  readonly engine: Engine;
  readonly config: Config;
  readonly data: TrainingData;
  readonly loop: TaughtModel;
  readonly splitKind: string;
  readonly part: 'test' | 'validation' | 'none';
  readonly examination: Examination;
  /** What calibration chose; by default nothing. */
  readonly terms?: Terms;
  readonly timing: Readonly<Record<string, number>>;
  /** What is known of the log already: it comes first among the report's. */
  readonly warnings?: readonly string[];
  readonly onProgress?: OnProgress;
  readonly onRanked?: OnRanked;
}

/** Sees every list that the model, by the name `two-tower`, and each baseline make; its arrays hold until the next. */
export type OnRanked = (scorer: string, ranked: RankedUser) => void;

/** Examines the model and its baselines alike and writes down how it was done. */
export function createReport(input: ReportInput): Report {
  const { engine, config, data, loop, examination, onProgress, onRanked } = input;
  const { seed } = config.training;
  const examine = (name: string, scorer: Scorer): EvaluationResult =>
    evaluate(scorer, examination, undefined, onRanked && ((ranked) => onRanked(name, ranked)));

  const started = performance.now();
  const scorer = modelScorer(engine, loop.model, data, input.terms);
  const result = examine('two-tower', scorer);
  scorer.dispose();
  const evaluateSeconds = (performance.now() - started) / 1000;
  const peakRssBytes = peakBytes();

  const baselines = result.users > 0 ? createBaselines(config.evaluation.baselines, data, engine) : [];
  const comparison = againstBaselines(
    result,
    baselines.map(({ name, scorer: fit }) => [
      name,
      () => {
        onProgress?.({ kind: 'phase', message: `Baseline ${name}` });
        return examine(name, fit());
      },
    ]),
    examination,
    seed,
  );
  const report: Report = {
    protocol: {
      split: input.splitKind,
      part: result.users > 0 ? input.part : 'none',
      seen: config.evaluation.seen,
      users: result.users,
      items: data.items,
      trainEvents: data.positives.length,
      testEvents: result.pairs,
      seed,
    },
    metrics: result.metrics,
    slices: result.slices,
    sliceUsers: result.sliceUsers,
    ...comparison,
    curve: [...loop.curve],
    timing: {
      ...input.timing,
      trainSeconds: loop.trainSeconds,
      samplesPerSecond: loop.samplesPerSecond,
      ...(loop.workers > 0 && { workers: loop.workers }),
      evaluateSeconds,
      peakRssBytes,
      peakRssBytesWithBaselines: peakBytes(),
    },
    warnings: [],
  };
  const { warnings = [] } = input;
  return { ...report, warnings: [...warnings, ...reportWarnings(report, stoppingMetric(config))] };
}

/** The most memory this process has held so far. */
function peakBytes(): number {
  return process.resourceUsage().maxRSS * 1024;
}
