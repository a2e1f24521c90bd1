import { type Dataset, parseDate, userBlocks } from '@twotower/features';
import type { SplitConfig } from '@twotower/schema';
import { DataError } from '../error.ts';
import type { PartLabels } from './part-labels.ts';

type TemporalSplit = Extract<SplitConfig, { kind: 'temporal' }>;

/**
 * The last `test` share of the positives and everything that happened since is the test part, the `validation` share
 * before it the validation part; events of one instant are never parted. Instants given by the config go before shares.
 *
 * @param test whether there is to be a test part
 */
export function byTime(dataset: Dataset, split: TemporalSplit, test: boolean): PartLabels {
  if (!hasTimes(dataset)) {
    throw new DataError(
      "split: kind 'temporal' needs times and the log has none; name schema.event.time or use kind: 'random'",
    );
  }
  const positives = countPositives(dataset, Number.POSITIVE_INFINITY);
  checkInstants(dataset, split, positives);
  const testGiven = instantOf('testFrom', split.testFrom);
  const testRank = test ? Math.round(positives * (1 - split.test)) : positives;
  const testFrom = test ? (testGiven ?? cutInstant(dataset, positives, testRank)) : Number.POSITIVE_INFINITY;
  const before = test && testGiven !== undefined ? countPositives(dataset, testFrom) : testRank;
  const validationFrom = Math.min(
    testFrom,
    instantOf('validationFrom', split.validationFrom) ??
      cutInstant(dataset, positives, before - Math.round(positives * split.validation)),
  );
  return ({ events: { time, length } }) => {
    const labels = new Uint8Array(length);
    for (let e = 0; e < length; e++) {
      labels[e] = time[e] >= testFrom ? 2 : time[e] >= validationFrom ? 1 : 0;
    }
    return labels;
  };
}

export function hasTimes(dataset: Dataset): boolean {
  for (const { events } of userBlocks(dataset)) {
    if (events.length > 0) {
      return !Number.isNaN(events.time[0]);
    }
  }
  return false;
}

/** The instant before which the number of positives is nearest to `wanted`, between two instants. */
function cutInstant(dataset: Dataset, positives: number, wanted: number): number {
  if (wanted >= positives) {
    return Number.POSITIVE_INFINITY;
  }
  const { instant, before, same } = instantOfRank(dataset, Math.max(0, wanted));
  return wanted - before <= before + same - wanted ? instant : nextInstant(dataset, instant);
}

function instantOf(key: string, text: string | undefined): number | undefined {
  const instant = text === undefined ? undefined : parseDate(text);
  if (text !== undefined && instant === undefined) {
    throw new DataError(
      `split.${key}: "${text}" is no time; write it as 2026-05-07 or 2026-05-07T00:00:00+08:00`,
    );
  }
  return instant;
}

/** @throws DataError where the instants are the wrong way round or lie after the log */
function checkInstants(dataset: Dataset, split: TemporalSplit, positives: number): void {
  const testFrom = instantOf('testFrom', split.testFrom);
  const validationFrom = instantOf('validationFrom', split.validationFrom);
  if (testFrom !== undefined && validationFrom !== undefined && validationFrom > testFrom) {
    throw new DataError(
      `split.validationFrom: ${split.validationFrom} lies after testFrom ${split.testFrom}; the validation part comes before the test part`,
    );
  }
  for (const [key, instant] of Object.entries({ testFrom, validationFrom })) {
    if (instant !== undefined && countPositives(dataset, instant) === positives) {
      throw new DataError(
        `split.${key}: no positive event lies at or after ${new Date(instant).toISOString()}; choose an earlier time`,
      );
    }
  }
}

const bins = 1 << 16;

/**
 * The instant of the positive of that rank by time, how many lie before it and how many at it. The range is narrowed to
 * one of 65,536 bins in each pass over the dataset, so that no times are kept.
 */
function instantOfRank(dataset: Dataset, rank: number): { instant: number; before: number; same: number } {
  let [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  let before = 0;
  for (const time of positiveTimes(dataset)) {
    low = low === Number.NEGATIVE_INFINITY ? time : Math.min(low, time);
    high = high === Number.POSITIVE_INFINITY ? time : Math.max(high, time);
  }
  for (;;) {
    const counts = new Float64Array(bins);
    const least = new Float64Array(bins).fill(Number.POSITIVE_INFINITY);
    const most = new Float64Array(bins).fill(Number.NEGATIVE_INFINITY);
    const scale = high > low ? (bins - 1) / (high - low) : 0;
    for (const time of positiveTimes(dataset)) {
      if (time >= low && time <= high) {
        const bin = Math.floor((time - low) * scale);
        counts[bin]++;
        least[bin] = Math.min(least[bin], time);
        most[bin] = Math.max(most[bin], time);
      }
    }
    let bin = 0;
    while (before + counts[bin] <= rank) {
      before += counts[bin++];
    }
    if (least[bin] === most[bin]) {
      return { instant: least[bin], before, same: counts[bin] };
    }
    [low, high] = [least[bin], most[bin]];
  }
}

function nextInstant(dataset: Dataset, instant: number): number {
  let next = Number.POSITIVE_INFINITY;
  for (const time of positiveTimes(dataset)) {
    if (time > instant && time < next) {
      next = time;
    }
  }
  return next;
}

function countPositives(dataset: Dataset, before: number): number {
  let positives = 0;
  for (const time of positiveTimes(dataset)) {
    positives += time < before ? 1 : 0;
  }
  return positives;
}

function* positiveTimes(dataset: Dataset): Generator<number> {
  for (const { events } of userBlocks(dataset)) {
    for (let e = 0; e < events.length; e++) {
      if (events.positive[e] === 1) {
        yield events.time[e];
      }
    }
  }
}
