import type { Dataset } from '@twotower/features';
import type { Config } from '@twotower/schema';
import type { ReadSummary } from '../read-summary.ts';
import { logWarnings } from '../warnings/log-warnings.ts';
import { isoTime, timeFacts } from '../warnings/time-facts.ts';
import { trainingWarnings } from '../warnings/training-warnings.ts';
import { countEvents } from './count-events.ts';
import { coverageOf, type SideCoverage } from './coverage.ts';
import { type Cut, cutsOf, type HeldOut } from './cuts.ts';
import { type HistoryLengths, historyLengthsOf } from './history-lengths.ts';
import { type Machine, thisMachine } from './machine.ts';
import { type Popularity, popularityOf } from './popularity.ts';
import type { Repeats } from './repeats.ts';
import { type TrainingNeeds, trainingNeeds } from './training-needs.ts';

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
  /** Positives whose pair of user and item has an earlier one, by type. */
  readonly repeats: Repeats;
  /** Share of the weight of all positives that the heaviest 1 % have; absent where the log has no weights. */
  readonly heaviestHundredth?: number;
  readonly popularity: Popularity;
  readonly history: HistoryLengths;
  readonly features: readonly SideCoverage[];
  /** The parts that `experiment` and `train` make of it. */
  readonly cuts: readonly Cut[];
  /** What the test part asks about that training does not know; absent where it has no positive. */
  readonly coldStart?: ColdStart;
  readonly needs: TrainingNeeds;
  readonly machine: Machine;
  /** What a person should look at, one sentence each. */
  readonly warnings: readonly string[];
}

export interface ColdStart extends Pick<HeldOut, 'coldItems' | 'coldUsers' | 'repeats'> {
  readonly split: Cut['split'];
  readonly testPositives: number;
}

/** Measures a dataset that was just read, a stretch of users at a time: memory grows with users and items only. */
export function inspectDataset(
  dataset: Dataset,
  summary: ReadSummary,
  config: Config,
  machine: Machine = thisMachine(),
): Inspection {
  const { users, items } = dataset;
  const counts = countEvents(dataset);
  const { positives, pairs, perUser, perItem, first, last, repeats, weights } = counts;
  const { timeUnit, rejects: _, ...read } = summary;
  const features = coverageOf(dataset, config);
  const cuts = cutsOf(dataset, config.split);
  const found = {
    ...read,
    users: users.ids.length,
    items: items.ids.length,
    positives,
    density: pairs / Math.max(1, users.ids.length * items.ids.length),
    ...(timeUnit &&
      dataset.length > 0 && { time: { unit: timeUnit, first: isoTime(first), last: isoTime(last) } }),
    repeats,
    ...(config.schema.event.weight !== undefined && { heaviestHundredth: weights.topShare(0.01) }),
    popularity: popularityOf(perItem),
    history: historyLengthsOf(perUser),
    features,
    cuts,
    ...coldStartOf(cuts),
    needs: trainingNeeds(config, dataset, features, cuts[0].positives, machine.cores),
    machine,
  };
  return {
    ...found,
    warnings: [
      ...logWarnings(dataset, summary, config, counts, features),
      ...trainingWarnings({ ...found, times: timeFacts(summary, counts, config) }, config),
    ],
  };
}

function coldStartOf([{ split, heldOut }]: readonly Cut[]): { coldStart?: ColdStart } {
  const test = heldOut.find(({ part }) => part === 'test');
  if (!test) {
    return {};
  }
  const { positives, coldItems, coldUsers, repeats } = test;
  return { coldStart: { split, testPositives: positives, coldItems, coldUsers, repeats } };
}
