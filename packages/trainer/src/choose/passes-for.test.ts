import { type ConfigInput, parseConfig, statedKeys } from '@twotower/schema';
import { expect, it } from 'vitest';
import { passesFor } from './passes-for.ts';

function passes(events: number, training: ConfigInput['training'] = {}) {
  const input = { schema: { user: { id: 'u' }, item: { id: 'i' } }, data: { events: 'log.csv' }, training };
  const { config, first, most } = passesFor(parseConfig(input), events, statedKeys(input));
  return [first, most, config.training.epochs, config.training.earlyStopping];
}

it.each([
  [10_000_000, [1, 10, 10, 3]],
  [800_000, [1, 50, 50, 3]],
  [42_000, [4, 100, 100, 6]],
  [3_000, [6, 100, 100, 9]],
  [0, [6, 100, 100, 9]],
])('reads %i positives the oftener the fewer they are', (events, expected) => {
  expect(passes(events)).toEqual(expected);
});

it('keeps what is stated', () => {
  expect(passes(42_000, { epochs: 7, earlyStopping: 2 })).toEqual([4, 7, 7, 2]);
  expect(passes(3_000, { epochs: 5 })[0]).toBe(5);
});
