import { emptyEvents, memoryDataset } from '@twotower/features';
import { expect, it } from 'vitest';
import { positivesOf } from './positives.ts';
import { timeSpan } from './time-span.ts';

const day = 86_400_000;

function logOf(times: readonly number[]) {
  const events = emptyEvents(times.length, { context: {} });
  times.forEach((time, e) => {
    events.time[e] = time;
    events.offset[e] = e;
    events.positive[e] = 1;
  });
  const log = memoryDataset({
    users: { ids: ['u'], columns: {} },
    items: { ids: ['i'], columns: {} },
    types: [],
    dictionaries: {},
    events,
  });
  return positivesOf([log]);
}

it('is that of nearly all positives, whatever a few say', () => {
  const times = Array.from({ length: 1000 }, (_, n) => (n / 1000) * 100 * day);
  expect(timeSpan(logOf([0, ...times.map((time) => time + 20_000 * day), 90_000 * day]))).toBeCloseTo(
    98 * day,
    -7.5,
  );
});

it('is unknown where times are missing', () => {
  expect(timeSpan(logOf([1, Number.NaN]))).toBeUndefined();
  expect(timeSpan(logOf([]))).toBeUndefined();
});
