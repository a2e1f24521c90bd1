import { type Random, seededRandom } from '@twotower/core';
import { capPositives, keepProbabilities, subsampleFrequent } from '@twotower/sampling';
import type { LearningConfig } from '../prepare/learning-config.ts';
import type { Positives } from '../prepare/positives.ts';
import { shuffle, type TrainingWindow, type Windows } from './windows.ts';

/** A window with the order in which an epoch trains its events. */
export interface OrderedWindow {
  readonly window: TrainingWindow;
  /** Places in the window; a batch is `batchSize` of them in a row, the last one what is left. */
  readonly order: Int32Array;
}

/** An epoch's randomness: it depends on seed and number alone, so that a resumed run goes on as the uninterrupted one would. */
export function epochRandom({ training }: LearningConfig, epoch: number): Random {
  return seededRandom(training.seed * 1_000_003 + epoch);
}

/**
 * An epoch's windows, each opened when it is asked for.
 *
 * @param counts `[items]`, positives an item
 * @param epoch from 1
 */
export function* epochOrder(
  config: LearningConfig,
  windows: Windows,
  counts: Float64Array,
  epoch: number,
  random: Random,
): Generator<OrderedWindow> {
  for (const window of windows.epoch(random)) {
    const order = chooseEvents(window.positives, config, counts, epoch, random);
    shuffle(order, random);
    yield { window, order };
  }
}

/**
 * The events of a window that an epoch trains: all, unless users or items with very many are to be heard less. Those of weight
 * 0, as a half-life makes them of old ones, teach nothing and take no place from others: a batch of them alone would have no
 * mean. How often an item is chosen is what `drawnCounts` works out.
 */
export function chooseEvents(
  { user, item, weight, length }: Positives,
  { training }: LearningConfig,
  counts: Float64Array,
  epoch: number,
  random: Random,
): Int32Array {
  const { positivesPerUser, subsample, seed } = training;
  let events: Int32Array = Int32Array.from({ length }, (_, i) => i).filter((event) => weight[event] > 0);
  if (positivesPerUser !== undefined) {
    const users = events.map((event) => user[event]);
    const chosen = capPositives(users, { cap: positivesPerUser, epoch, seed });
    events = chosen.map((place) => events[place]);
  }
  if (typeof subsample === 'number') {
    const items = events.map((event) => item[event]);
    const kept = subsampleFrequent(items, keepProbabilities(counts, subsample), random);
    events = kept.map((place) => events[place]);
  }
  return events;
}
