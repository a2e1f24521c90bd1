import type { Config } from '@twotower/schema';
import type { OnProgress } from '../progress.ts';
import { countItems, type Split } from './prepare.ts';
import { trainingPositives } from './training-positives.ts';

/** From this share of all positives on an item fills batches with itself. */
const leastShare = 0.1;
/** Popularity falls steeply everywhere: an item stands out where it is more than so many times the item of this place. */
const timesOthers = 10;
const otherPlace = 10;
/** No lower threshold, so that of many items the frequent ones are still taught well. */
const leastThreshold = 0.001;

/**
 * The config with `training.subsample: auto` made a threshold or `none`. An item with much of the log is the positive of so many rows
 * that there is little left to tell it from: it is trained less often, down to about the share that it would have if all items
 * were alike.
 */
export function settleSubsample(config: Config, { train }: Split, onProgress?: OnProgress): Config {
  const { training } = config;
  if (training.subsample !== 'auto') {
    return config;
  }
  const counts = countItems(train.items.ids.length, trainingPositives(config, [train]));
  const taken = counts
    .filter((count) => count > 0)
    .sort()
    .reverse();
  const total = taken.reduce((sum, count) => sum + count, 0);
  const [largest] = taken;
  const standsOut =
    taken.length >= otherPlace &&
    largest >= leastShare * total &&
    largest > timesOthers * taken[otherPlace - 1];
  if (!standsOut) {
    return { ...config, training: { ...training, subsample: 'none' } };
  }
  const subsample = Math.max(leastThreshold, 1 / taken.length);
  const id = JSON.stringify(train.items.ids[counts.indexOf(largest)]);
  onProgress?.({
    kind: 'notice',
    message: `item ${id} has ${((100 * largest) / total).toFixed(0)} % of the positives: what is so frequent is trained less often, from a share of ${subsample.toPrecision(1)} on (training.subsample: auto)`,
  });
  return { ...config, training: { ...training, subsample } };
}
