import { emptyEvents, memoryDataset } from '@twotower/features';
import { type ConfigInput, parseConfig } from '@twotower/schema';
import { describe, expect, it } from 'vitest';
import { settleSubsample } from './settle-subsample.ts';

/** A log whose item i was taken by so many users. */
function logOf(counts: readonly number[]) {
  const items = counts.flatMap((count, item) => Array.from({ length: count }, () => item));
  const events = emptyEvents(items.length, { context: {} });
  items.forEach((item, e) => {
    events.user[e] = e;
    events.item[e] = item;
    events.positive[e] = 1;
  });
  const train = memoryDataset({
    users: { ids: items.map((_, u) => `u${u}`), columns: {} },
    items: { ids: counts.map((_, i) => `i${i}`), columns: {} },
    types: [],
    dictionaries: {},
    events,
  });
  return { kind: 'random', train, validation: train, test: train };
}

function settled(counts: readonly number[], training: ConfigInput['training'] = {}) {
  const notices: string[] = [];
  const config = settleSubsample(
    parseConfig({
      schema: { user: { id: 'u' }, item: { id: 'i' } },
      data: { events: 'log.csv', repeats: 'keep' },
      training,
    }),
    logOf(counts),
    (progress) => progress.kind === 'notice' && notices.push(progress.message),
  );
  return { subsample: config.training.subsample, notices };
}

const even = (items: number) => Array.from({ length: items }, () => 2);

describe('training.subsample: auto', () => {
  it('takes the share that an item would have if all were alike, where one has much of the log', () => {
    const { subsample, notices } = settled([100, ...even(49)]);
    expect(subsample).toBe(1 / 50);
    expect(notices).toEqual([
      expect.stringMatching(/^item "i0" has 51 % of the positives.*share of 0\.02 on/),
    ]);
  });

  it('takes no lower threshold than a thousandth, however many items there are', () => {
    expect(settled([1000, ...even(1999)]).subsample).toBe(0.001);
  });

  it('is none where popularity falls as it does everywhere, and where few items share a log', () => {
    expect(settled(Array.from({ length: 200 }, (_, i) => Math.ceil(100 / (i + 1))))).toEqual({
      subsample: 'none',
      notices: [],
    });
    expect(settled([20, 10, 10]).subsample).toBe('none');
    expect(settled([40, 0, 0, 0]).subsample).toBe('none');
  });

  it('leaves what a config says', () => {
    expect(settled([100, ...even(49)], { subsample: 'none' }).subsample).toBe('none');
    expect(settled([100, ...even(49)], { subsample: 0.3 }).subsample).toBe(0.3);
  });
});
