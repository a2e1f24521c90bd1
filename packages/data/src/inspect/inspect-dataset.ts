import { type Dataset, featureCoverage } from '@twotower/features';
import type { Config } from '@twotower/schema';
import type { ReadSummary } from '../read-summary.ts';
import { type ColdStart, coldStartOf } from './cold-start.ts';
import { countEvents } from './count-events.ts';
import { type HistoryLengths, historyLengthsOf } from './history-lengths.ts';
import { type Machine, thisMachine } from './machine.ts';
import { type Popularity, popularityOf } from './popularity.ts';
import { type SideCoverage, type TrainingNeeds, trainingNeeds } from './training-needs.ts';
import { warningsOf } from './warnings.ts';

/** What there is to know about a log before training on it. */
export interface Inspection
  extends Pick<
    ReadSummary,
    | 'files'
    | 'rows'
    | 'accepted'
    | 'rejected'
    | 'duplicates'
    | 'repeated'
    | 'future'
    | 'rejectReasons'
    | 'rejectReport'
    | 'columns'
    | 'sides'
    | 'types'
  > {
  readonly users: number;
  readonly items: number;
  readonly positives: number;
  /** Share of all user-item pairs that occur among the positives. */
  readonly density: number;
  /** ISO times of the first and last event; absent where the log has no times. */
  readonly time?: { readonly unit: string; readonly first: string; readonly last: string };
  readonly popularity: Popularity;
  readonly history: HistoryLengths;
  readonly features: readonly SideCoverage[];
  /** Absent where the test part has no positive. */
  readonly coldStart?: ColdStart;
  readonly needs: TrainingNeeds;
  readonly machine: Machine;
  /** What a person should look at, one sentence each. */
  readonly warnings: readonly string[];
}

/** Measures a dataset that was just read, a stretch of users at a time: memory grows with users and items only. */
export function inspectDataset(
  dataset: Dataset,
  summary: ReadSummary,
  config: Config,
  machine: Machine = thisMachine(),
): Inspection {
  const { users, items } = dataset;
  const { positives, pairs, perUser, perItem, first, last } = countEvents(dataset);
  const { timeUnit, rejects: _, ...read } = summary;
  const features = (['user', 'item'] as const).flatMap((side) =>
    featureCoverage(config.schema[side].features, dataset[`${side}s`]).map((found) => ({ side, ...found })),
  );
  const coldStart = coldStartOf(dataset, config.split);
  const found = {
    ...read,
    users: users.ids.length,
    items: items.ids.length,
    positives,
    density: pairs / Math.max(1, users.ids.length * items.ids.length),
    ...(timeUnit &&
      dataset.length > 0 && { time: { unit: timeUnit, first: isoTime(first), last: isoTime(last) } }),
    popularity: popularityOf(perItem),
    history: historyLengthsOf(perUser),
    features,
    ...(coldStart && { coldStart }),
    needs: trainingNeeds(config, dataset, features, positives, machine.cores),
    machine,
  };
  return { ...found, warnings: warningsOf(found, summary, config) };
}

function isoTime(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? `${milliseconds} ms` : date.toISOString();
}
