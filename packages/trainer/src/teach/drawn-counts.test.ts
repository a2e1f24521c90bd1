import { seededRandom } from '@twotower/core';
import { type Config, parseConfig } from '@twotower/schema';
import { describe, expect, it } from 'vitest';
import { inMemory, type PositiveSource, positivesInOrder } from '../prepare/positives.ts';
import { countItems } from '../prepare/prepare.ts';
import { drawnCounts } from './drawn-counts.ts';
import { epochOrder } from './epoch-order.ts';
import { createNegatives } from './negatives.ts';
import { createWindows } from './windows.ts';

function configOf(training: Partial<Config['training']>): Config {
  return parseConfig({
    schema: { user: { id: 'u' }, item: { id: 'i' } },
    data: { events: 'log.csv' },
    loss: { kind: 'softmax', logQ: 'count' },
    negatives: [{ kind: 'in-batch' }],
    training,
  });
}

function sourceOf(lists: readonly (readonly number[])[], weights?: readonly number[]): PositiveSource {
  const offsets = new Int32Array(lists.length + 1);
  lists.forEach((list, user) => {
    offsets[user + 1] = offsets[user] + list.length;
  });
  const positives = positivesInOrder(offsets, Int32Array.from(lists.flat()));
  if (weights) positives.weight.set(weights);
  return inMemory(offsets, positives);
}

const items = 4;

/** How often each item is chosen in an epoch, on the mean over many. */
function simulated(
  positives: PositiveSource,
  counts: Float64Array,
  config: Config,
  epochs: number,
): number[] {
  const encodedItems = { idRows: Int32Array.from({ length: items }, (_, i) => i) };
  const windows = createWindows({ positives, dropped: {}, encodedItems }, 60);
  const chosen = new Array<number>(items).fill(0);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for (const { window, order } of epochOrder(config, windows, counts, epoch, seededRandom(epoch))) {
      for (const event of order) chosen[window.positives.item[event]] += 1 / epochs;
    }
  }
  return chosen;
}

describe('how often an item is trained in an epoch', () => {
  it("counts min(1, cap / n) for each of a user's n positives", async () => {
    // One user has item 0 a thousand times, ten others item 1 once each: with a cap of 1, item 0 is one of eleven.
    const lists = [new Array<number>(1000).fill(0), ...Array.from({ length: 10 }, () => [1])];
    const positives = sourceOf(lists);
    const counts = countItems(items, positives);
    const config = configOf({ positivesPerUser: 1 });
    const drawn = drawnCounts(positives, counts, config.training);
    expect(drawn[0]).toBeCloseTo(1, 10);
    expect([...drawn.subarray(1)]).toEqual([10, 0, 0]);
    const { sources } = await createNegatives(config, counts, drawn);
    expect(sources[0].probability(0)).toBeCloseTo(1 / 11, 10);
    // Without the cap, the share of all positives would stand here: 4.5 in a logarithm beside it for item 1.
    expect(Math.log(sources[0].probability(1))).toBeCloseTo(Math.log(10 / 11), 10);
  });

  it('is what epochs choose: caps, frequent items and weights of 0 together, in windows', () => {
    const lists = [
      [0, 0, 0, 1, 2, 0, 0, 3, 0, 0],
      [1, 0, 0, 0],
      [0, 2],
      [3],
      ...Array.from({ length: 30 }, () => [0, 1, 0]),
    ];
    const weights = lists.flat().map((_, event) => (event % 7 === 3 ? 0 : 1));
    const positives = sourceOf(lists, weights);
    const counts = countItems(items, positives);
    const config = configOf({ positivesPerUser: 2, subsample: 0.05 });
    const drawn = drawnCounts(positives, counts, config.training);
    const chosen = simulated(positives, counts, config, 4000);
    chosen.forEach((mean, item) => {
      expect(Math.abs(mean - drawn[item])).toBeLessThan(0.03 * drawn[item]);
    });
  });

  it('is every positive with a weight where nothing limits them', () => {
    const positives = sourceOf([[0, 0, 1], [2]], [1, 0, 0.5, 1e-30]);
    expect([...drawnCounts(positives, countItems(items, positives), configOf({}).training)]).toEqual([
      1, 1, 1, 0,
    ]);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a weight of %d by user and item', (weight) => {
    const positives = sourceOf([[0], [1, 2]], [1, 1, weight]);
    expect(() => drawnCounts(positives, new Float64Array(items).fill(1), configOf({}).training)).toThrow(
      `a positive of user 1 and item 2 (counted from 0 as they came) has weight ${weight}`,
    );
  });
});
