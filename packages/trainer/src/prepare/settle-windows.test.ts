import { seededRandom } from '@twotower/core';
import { emptyEvents, memoryDataset } from '@twotower/features';
import { parseConfig } from '@twotower/schema';
import { describe, expect, it } from 'vitest';
import { orderSignal } from './order-signal.ts';
import { positivesFrom } from './positives.ts';
import { settleWindows } from './settle-windows.ts';

const items = 200;
const users = 300;

/** Users who go round the catalogue step by step, or anywhere. */
function lists(inOrder: boolean): number[][] {
  const random = seededRandom(4);
  return Array.from({ length: users }, () => {
    const first = random.integer(items);
    return Array.from({ length: 12 }, (_, e) => (inOrder ? (first + 3 * e) % items : random.integer(items)));
  });
}

function split(kind: string, inOrder: boolean) {
  const all = lists(inOrder);
  const events = emptyEvents(users * 12, { context: {} });
  all.flat().forEach((item, e) => {
    events.user[e] = Math.floor(e / 12);
    events.item[e] = item;
    events.positive[e] = 1;
  });
  const train = memoryDataset({
    users: { ids: all.map((_, u) => `u${u}`), columns: {} },
    items: { ids: Array.from({ length: items }, (_, i) => `i${i}`), columns: {} },
    types: ['click'],
    dictionaries: {},
    events,
  });
  return { kind, train, validation: train, test: train };
}

function config(time: string | undefined, history: string, of: 'earlier' | 'others' = 'earlier') {
  return parseConfig({
    schema: {
      user: { id: 'u', features: { recent: { kind: 'history', of } } },
      item: { id: 'i' },
      event: time ? { time } : {},
    },
    data: { events: 'log.csv' },
    model: { history: history as 'auto' },
  });
}

it('tells a log in which one thing leads to the next from one without order', () => {
  const ordered = orderSignal(positivesFrom(lists(true)), items);
  expect(ordered).toMatchObject({ asked: users, byTransitions: users });
  const unordered = orderSignal(positivesFrom(lists(false)), items);
  expect(unordered.byTransitions).toBeLessThan(1.5 * Math.max(unordered.byPopularity, 0.15 * users));
});

it('does not see the items that it is asked about', () => {
  // Nobody else goes from one to two: known, it would be foretold.
  const signal = orderSignal(
    positivesFrom([[0, 1, 2], ...lists(true).map((list) => list.map(() => 5))]),
    items,
  );
  expect(signal.byTransitions).toBe(users);
});

describe('model.history: auto', () => {
  it.each([
    ['time', 'temporal', true, 'windows'],
    ['time', 'temporal', false, 'mean'],
    [undefined, 'random', true, 'mean'],
    [undefined, 'leave-last-out', true, 'windows'],
  ])('with times %s, split %s and order %s is %s', (time, kind, inOrder, expected) => {
    const notices: string[] = [];
    const settled = settleWindows(config(time, 'auto'), split(kind, inOrder), (progress) => {
      if (progress.kind === 'notice') notices.push(progress.message);
    });
    expect(settled.model.history).toBe(expected);
    expect(notices.length).toBe(kind === 'random' ? 0 : 1);
  });

  it('is the mean for histories that have no order, and says nothing of windows', () => {
    const settled = settleWindows(config('time', 'auto', 'others'), split('temporal', true), () => {
      throw new Error('a notice');
    });
    expect(settled.model.history).toBe('mean');
  });

  it('leaves what a config says', () => {
    expect(settleWindows(config('time', 'attention'), split('temporal', true)).model.history).toBe(
      'attention',
    );
  });
});
