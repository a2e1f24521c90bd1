import { seededRandom } from '@twotower/core';
import { memoryDataset } from '@twotower/features';
import { parseConfig } from '@twotower/schema';
import { expect, it } from 'vitest';
import { positivesInOrder } from '../prepare/positives.ts';
import { prepareTraining, type TrainingData } from '../prepare/prepare.ts';
import { epochOrder } from './epoch-order.ts';
import { createWindows } from './windows.ts';

const day = 86_400_000;

/** Two users, one positive of each of three items, `days` apart, all of the same weight. */
function prepared(days: number, halfLife?: string, weight = 1): TrainingData {
  const config = configOf(halfLife);
  const events = positivesInOrder(Int32Array.of(0, 3, 6), Int32Array.of(0, 1, 2, 0, 1, 2));
  events.positive.fill(1);
  events.time.set([0, 1, 2, 0, 1, 2].map((place) => place * days * day));
  events.weight.fill(weight);
  return prepareTraining(
    config,
    memoryDataset({
      users: { ids: ['a', 'b'], columns: {} },
      items: { ids: ['x', 'y', 'z'], columns: {} },
      types: ['click'],
      dictionaries: {},
      events,
    }),
  );
}

function configOf(halfLife?: string) {
  return parseConfig({
    schema: { user: { id: 'u' }, item: { id: 'i' } },
    data: { events: 'log.csv' },
    training: { halfLife },
  });
}

function orderOf(data: TrainingData): number[] {
  const [{ order }] = epochOrder(configOf(), createWindows(data), data.counts, 1, seededRandom(1));
  return [...order].sort();
}

it('trains every event once, but those that are too old to have a weight left', () => {
  expect(orderOf(prepared(1, '1d'))).toEqual([0, 1, 2, 3, 4, 5]);
  // 2^-200 is 0 in float32, 2^-100 is not.
  expect(orderOf(prepared(100, '1d'))).toEqual([1, 2, 4, 5]);
});

it('says so where no positive has a weight', () => {
  expect(() => prepared(1, undefined, 0)).toThrow(/has weight 0.*check the column of schema\.event\.weight/);
});
