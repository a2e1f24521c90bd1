import { type Dataset, type EventColumns, memoryDataset } from '@twotower/features';
import type { SplitConfig } from '@twotower/schema';
import { DataError } from './error.ts';
import { seededRandom } from './seeded-random.ts';

/** Three datasets over the same users and items; a part of share 0 has no events. */
export interface DatasetSplit {
  readonly kind: SplitConfig['kind'];
  readonly train: Dataset;
  readonly validation: Dataset;
  readonly test: Dataset;
}

/**
 * Cuts the events of a dataset into a training, a validation and a test part; users and items stay shared.
 *
 * `temporal`: the last `test` share of the positives and everything that happened since is the test part, the
 * `validation` share before it the validation part; events of one instant are never parted. `random`: that share of the
 * rows, drawn by `seed`; each part keeps its order.
 *
 * @param split by default temporal where the log has times, random otherwise
 * @throws DataError where no positive is left to train on, or the split is temporal and the log has no times
 */
export function splitDataset(
  dataset: Dataset,
  split: SplitConfig = {
    kind: hasTimes(dataset) ? 'temporal' : 'random',
    validation: 0.05,
    test: 0.1,
    seed: 42,
  },
): DatasetSplit {
  if (split.validation + split.test >= 1) {
    throw new DataError(
      `split: validation ${split.validation} and test ${split.test} leave nothing to train on; together they must stay below 1`,
    );
  }
  const events = dataset.description.events;
  const parts = split.kind === 'temporal' ? byTime(dataset, split) : byChance(events.length, split);
  const [train, validation, test] = [0, 1, 2].map((part) => pick(dataset, parts, part));
  if (!train.description.events.positive.includes(1)) {
    throw new DataError(
      `split: no positive event is left to train on (${split.kind}, validation ${split.validation}, test ${split.test}); lower the shares or use kind: 'random'`,
    );
  }
  return { kind: split.kind, train, validation, test };
}

/** What is cut where the config says nothing: by time where the log has times, else at random. */
export function defaultSplit(dataset: Dataset): SplitConfig {
  const shares = { validation: 0.05, test: 0.1 };
  return hasTimes(dataset) ? { kind: 'temporal', ...shares } : { kind: 'random', ...shares, seed: 42 };
}

function hasTimes(dataset: Dataset): boolean {
  const { time, length } = dataset.description.events;
  return length > 0 && !Number.isNaN(time[0]);
}

/** For each event its part: 0 train, 1 validation, 2 test. */
function byTime(dataset: Dataset, split: { validation: number; test: number }): Uint8Array {
  if (!hasTimes(dataset)) {
    throw new DataError(
      "split: kind 'temporal' needs times and the log has none; name schema.event.time or use kind: 'random'",
    );
  }
  const { length, time, positive } = dataset.description.events;
  const positives: number[] = [];
  for (let i = 0; i < length; i++) {
    if (positive[i]) {
      positives.push(i);
    }
  }
  const testStart = cut(time, positives, length, 1 - split.test);
  const validationStart = Math.min(
    testStart,
    cut(time, positives, length, 1 - split.test - split.validation),
  );
  const parts = new Uint8Array(length);
  parts.fill(1, validationStart, testStart);
  parts.fill(2, testStart);
  return parts;
}

/** The event at which the positives before it are nearest to `share` of all, between two instants. */
function cut(time: Float64Array, positives: readonly number[], length: number, share: number): number {
  const wanted = Math.round(positives.length * share);
  if (wanted >= positives.length) {
    return length;
  }
  const instant = time[positives[wanted]];
  let first = wanted;
  while (first > 0 && time[positives[first - 1]] === instant) {
    first--;
  }
  let after = wanted;
  while (after < positives.length && time[positives[after]] === instant) {
    after++;
  }
  const edge = wanted - first <= after - wanted ? first : after;
  if (edge >= positives.length) {
    return length;
  }
  let event = positives[edge];
  while (event > 0 && time[event - 1] === time[event]) {
    event--;
  }
  return event;
}

function byChance(length: number, split: { validation: number; test: number; seed: number }): Uint8Array {
  const next = seededRandom(split.seed);
  const order = Int32Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  const test = Math.round(length * split.test);
  const validation = Math.round(length * split.validation);
  const parts = new Uint8Array(length);
  for (let i = 0; i < test + validation; i++) {
    parts[order[i]] = i < test ? 2 : 1;
  }
  return parts;
}

function pick(dataset: Dataset, parts: Uint8Array, part: number): Dataset {
  const { users, items, types, events } = dataset.description;
  const rows = new Int32Array(parts.reduce((count, p) => count + (p === part ? 1 : 0), 0));
  for (let i = 0, next = 0; i < parts.length; i++) {
    if (parts[i] === part) {
      rows[next++] = i;
    }
  }
  return memoryDataset({ users, items, types, events: takeEvents(events, rows) });
}

/** The events at `rows`, in that order. */
export function takeEvents(events: EventColumns, rows: Int32Array): EventColumns {
  return {
    length: rows.length,
    user: new Int32Array(rows.length).map((_, i) => events.user[rows[i]]),
    item: new Int32Array(rows.length).map((_, i) => events.item[rows[i]]),
    time: new Float64Array(rows.length).map((_, i) => events.time[rows[i]]),
    weight: new Float32Array(rows.length).map((_, i) => events.weight[rows[i]]),
    type: new Uint8Array(rows.length).map((_, i) => events.type[rows[i]]),
    positive: new Uint8Array(rows.length).map((_, i) => events.positive[rows[i]]),
  };
}
