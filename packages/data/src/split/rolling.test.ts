import { type Dataset, emptyEvents, memoryDataset } from '@twotower/features';
import { parseConfig } from '@twotower/schema';
import { describe, expect, it } from 'vitest';
import { eventsOf } from '../test-data.ts';
import { splitDataset } from './split-dataset.ts';

const hour = 3_600_000;

/** Clicks of one user at those hours; an event's item is its row. */
function clicksAt(hours: readonly number[], positive = hours.map(() => 1)): Dataset {
  const events = emptyEvents(hours.length, { context: {} });
  hours.forEach((h, e) => {
    events.item[e] = e;
    events.time[e] = h * hour;
    events.offset[e] = e;
    events.weight[e] = 1;
    events.positive[e] = positive[e];
  });
  return memoryDataset({
    users: { ids: ['u'], columns: {} },
    items: { ids: hours.map((_, i) => `i${i}`), columns: {} },
    types: ['click'],
    dictionaries: {},
    events,
  });
}

const rows = (part: Dataset) => [...eventsOf(part).item];
const parts = (split: ReturnType<typeof splitDataset>) =>
  [split.train, split.validation, split.test].map(rows);
const rolling = (windows: number, test: string, validation = 0) =>
  ({ kind: 'rolling', windows, test, validation }) as const;

describe('a rolling split', () => {
  const log = clicksAt([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);

  it('tests each window at the end of the log after all that came before it', () => {
    const { later = [], ...first } = splitDataset(log, rolling(3, '2h', 0.25));
    expect(parts(first)).toEqual([[0, 1, 2], [3], [4, 5]]);
    expect(later.map((open) => parts(open()))).toEqual([
      [[0, 1, 2, 3, 4, 5], [], [6, 7]],
      [[0, 1, 2, 3, 4, 5, 6, 7], [], [8, 9]],
    ]);
  });

  it('says when each window lies, one ending where the next begins, the last right after the newest positive', () => {
    const late = clicksAt([0, 5, 9, 30], [1, 1, 1, 0]);
    const split = splitDataset(late, rolling(2, '2h'));
    const windows = [split, ...(split.later ?? []).map((open) => open())].map(({ window }) => window);
    expect(windows).toEqual([
      { from: 5 * hour + 1, to: 7 * hour + 1 },
      { from: 7 * hour + 1, to: 9 * hour + 1 },
    ]);
  });

  it('keeps a window in which nothing happened', () => {
    const split = splitDataset(clicksAt([0, 1, 9]), rolling(3, '2h'));
    expect([split, ...(split.later ?? []).map((open) => open())].map(({ test }) => rows(test))).toEqual([
      [],
      [],
      [2],
    ]);
  });

  it('is a temporal one, the newest for validation, where the test part goes to training', () => {
    const split = splitDataset(log, rolling(3, '2h', 0.2), 'to-training');
    expect(parts(split)).toEqual([[0, 1, 2, 3, 4, 5, 6, 7], [8, 9], []]);
    expect(split.later).toBeUndefined();
  });

  it('says what it lacks', () => {
    expect(() => splitDataset(clicksAt([Number.NaN]), rolling(1, '1h'))).toThrow(/'rolling' needs times/);
    expect(() => splitDataset(log, rolling(5, '2h'))).toThrow(
      /5 windows of 2h leave nothing to train on: .* within 0.38 days; lower split.windows or split.test/,
    );
  });

  it('has the defaults of the config: five days, one each', () => {
    const { split } = parseConfig({
      schema: { user: { id: 'u' }, item: { id: 'i' } },
      data: { events: 'log.csv' },
      split: { kind: 'rolling' },
    });
    expect(split).toEqual({ kind: 'rolling', windows: 5, test: '1d', validation: 0.05 });
  });
});
