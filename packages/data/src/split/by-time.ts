import { type Dataset, parseDate } from '@twotower/features';
import type { SplitConfig } from '@twotower/schema';
import { DataError } from '../error.ts';
import type { PartLabels } from './part-labels.ts';
import { countPositives, cutInstant, hasTimes } from './positive-instants.ts';

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
