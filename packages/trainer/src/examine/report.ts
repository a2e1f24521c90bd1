import type { Choice, Config, LeftOut, Report } from '@twotower/schema';
import { againstBaselines } from './against-baselines.ts';
import { type Examined, peakBytes } from './examine-all.ts';
import { hintsOf } from './hints.ts';
import { pooledResult } from './pooled-result.ts';
import { reportWarnings } from './report-warnings.ts';
import { stoppingMetric } from './stopping-metric.ts';
import type { TaughtModel } from './taught-model.ts';
import { verdictOf } from './verdict.ts';

export interface ReportInput {
  readonly config: Config;
  /** The examinations, one for each window of a rolling split; what they are of is the same. */
  readonly examined: readonly [Examined, ...Examined[]];
  readonly loop: Omit<TaughtModel, 'model'>;
  readonly splitKind: string;
  readonly part: 'test' | 'validation' | 'none';
  readonly timing: Readonly<Record<string, number>>;
  /** Which settings were tried before, where some were. */
  readonly choice?: Choice;
  /** What is known of the log already: it comes first among the report's. */
  readonly warnings?: readonly string[];
}

/** Writes down how a model and its baselines were examined and what came of it, over all windows together. */
export function createReport(input: ReportInput): Report {
  const { config, examined, loop } = input;
  const { seed } = config.training;
  const answered = examined.filter(({ model }) => model.users > 0);
  const result = pooledResult(answered.map(({ model }) => model));
  const comparison = againstBaselines(answered, seed);
  const metric = stoppingMetric(config);
  const verdict = verdictOf({ metrics: result.metrics, ...comparison }, metric);
  const last = examined[examined.length - 1];
  const windows = examined.flatMap(windowOf);
  const leftOut = answered.flatMap((each) => each.leftOut).filter(isFirstOfName);
  const report: Report = {
    protocol: {
      split: input.splitKind,
      part: result.users > 0 ? input.part : 'none',
      seen: config.evaluation.seen,
      users: distinct(answered.map(({ model }) => model.userValues.users)),
      items: last.items,
      trainEvents: last.trainEvents,
      testEvents: result.pairs,
      seed,
      ...(windows.length > 0 && { windows }),
    },
    metrics: result.metrics,
    slices: result.slices,
    sliceUsers: result.sliceUsers,
    ...comparison,
    ...(leftOut.length > 0 && { leftOut }),
    ...(verdict && { verdict }),
    curve: [...loop.curve],
    ...(input.choice && { choice: input.choice }),
    timing: {
      ...input.timing,
      trainSeconds: loop.trainSeconds,
      samplesPerSecond: loop.samplesPerSecond,
      ...(loop.workers > 0 && { workers: loop.workers }),
      evaluateSeconds: examined.reduce((sum, { evaluateSeconds }) => sum + evaluateSeconds, 0),
      peakRssBytes: examined[0].peakRssBytes,
      peakRssBytesWithBaselines: peakBytes(),
    },
    warnings: [],
  };
  const { warnings = [] } = input;
  const hints = hintsOf({ config, report, trainUsers: last.trainUsers });
  return {
    ...report,
    ...(hints.length > 0 && { hints }),
    warnings: [...warnings, ...reportWarnings(report, metric)],
  };
}

/** A baseline that one window leaves out is in none of the pooled figures. */
function isFirstOfName({ baseline }: LeftOut, place: number, all: readonly LeftOut[]): boolean {
  return all.findIndex((other) => other.baseline === baseline) === place;
}

function windowOf({ window, model, trainEvents }: Examined): NonNullable<Report['protocol']['windows']> {
  return window === undefined
    ? []
    : [
        {
          from: new Date(window.from).toISOString(),
          to: new Date(window.to).toISOString(),
          trainEvents,
          users: model.users,
          testEvents: model.pairs,
          metrics: model.metrics,
        },
      ];
}

function distinct(lists: readonly Int32Array[]): number {
  const all = new Set<number>();
  for (const list of lists) {
    for (const one of list) {
      all.add(one);
    }
  }
  return all.size;
}
