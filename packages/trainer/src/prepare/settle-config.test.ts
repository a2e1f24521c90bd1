import { emptyEvents, memoryDataset } from '@twotower/features';
import { type ConfigInput, parseConfig } from '@twotower/schema';
import { describe, expect, it } from 'vitest';
import { settleConfig } from './settle-config.ts';

/** Users who click, put into the cart and buy one thing, and then click others. */
function split(kind: string, again: number) {
  const items = [0, ...Array.from({ length: again }, () => 0), 1, 2];
  const events = emptyEvents(items.length * 50, { context: {} });
  events.user.forEach((_, e) => {
    events.user[e] = Math.floor(e / items.length);
    events.item[e] = items[e % items.length];
    events.positive[e] = 1;
  });
  const train = memoryDataset({
    users: { ids: Array.from({ length: 50 }, (_, u) => `u${u}`), columns: {} },
    items: { ids: ['a', 'b', 'c'], columns: {} },
    types: [],
    dictionaries: {},
    events,
  });
  return { kind, train, validation: train, test: train };
}

function settled(log: ReturnType<typeof split>, more: Partial<ConfigInput>, time?: string) {
  const notices: string[] = [];
  const config = settleConfig(
    parseConfig({
      schema: {
        user: { id: 'u', features: { recent: { kind: 'history' } } },
        item: { id: 'i' },
        event: time ? { time } : {},
      },
      data: { events: 'log.csv' },
      ...more,
    }),
    log,
    (progress) => progress.kind === 'notice' && notices.push(progress.message),
  );
  const { recent } = config.schema.user.features;
  return { repeats: config.data.repeats, of: recent.kind === 'history' ? recent.of : '', notices };
}

describe('data.repeats: auto', () => {
  it('merges repeats where what was seen is masked, and says so', () => {
    const { repeats, notices } = settled(split('temporal', 2), {}, 'time');
    expect(repeats).toBe('merge');
    expect(notices[0]).toMatch(/^40 % of the positives repeat a pair of user and item/);
  });

  it('keeps them where people come back to what they know, where there are none, and where a config says so', () => {
    expect(settled(split('temporal', 2), { evaluation: { seen: 'keep' } }, 'time').repeats).toBe('keep');
    expect(settled(split('temporal', 0), {}, 'time').repeats).toBe('keep');
    const stated = { data: { events: 'log.csv', repeats: 'keep' as const } };
    expect(settled(split('temporal', 2), stated, 'time').repeats).toBe('keep');
  });
});

describe('a history of auto', () => {
  it.each([
    ['time', 'temporal', 'earlier'],
    ['time', 'random', 'earlier'],
    [undefined, 'leave-last-out', 'earlier'],
    [undefined, 'random', 'others'],
    [undefined, 'files', 'others'],
  ])('with times %s and split %s is of %s', (time, kind, expected) => {
    expect(settled(split(kind, 0), {}, time).of).toBe(expected);
  });
});
