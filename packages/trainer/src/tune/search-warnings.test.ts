import { parseConfig } from '@twotower/schema';
import { expect, it } from 'vitest';
import type { Changes } from './changes.ts';
import { searchWarnings } from './search-warnings.ts';
import type { Trial } from './trial.ts';

const config = parseConfig({
  schema: { user: { id: 'u' }, item: { id: 'i' } },
  data: { events: 'log.csv' },
});

/** A best trial with these changes, whose figure was best in an epoch of 27. */
function best(changes: Changes, bestEpoch = 9): Trial {
  const rung = { trial: 1, settings: [], epochs: 27, value: 0.1, bestEpoch, seconds: 1 };
  return {
    trial: 1,
    changes,
    settings: [],
    rungs: [{ ...rung, epochs: 3, value: 0.05, bestEpoch: 3 }, rung],
  };
}

it('has nothing to say of settings in the midst of what was tried', () => {
  expect(searchWarnings(config, best({ model: { temperature: 0.2, dim: 64 } }), 9)).toEqual([]);
});

it('names settings at the edge of their range', () => {
  const [scale, choice, ...others] = searchWarnings(
    config,
    best({ model: { temperature: 0.34, dim: 128 } }),
    9,
  );
  expect(scale).toContain('tau 0.34 is near the upper end of 0.05 to 0.35');
  expect(choice).toContain('dim 128 is the largest that was tried');
  expect(others).toEqual([]);
});

it('widens the range of a config that was tuned to its edge', () => {
  const tuned = { ...config, model: { ...config.model, temperature: 0.34 } };
  expect(searchWarnings(tuned, best({ model: { temperature: 0.4 } }), 9)).toEqual([]);
});

it('does not warn of what the config had before', () => {
  const wide = { ...config, model: { ...config.model, dim: 128 } };
  expect(searchWarnings(wide, best({ model: { temperature: 0.2 } }), 9)).toEqual([]);
});

it('says that more epochs may help, and that few trials say little', () => {
  expect(searchWarnings(config, best({}, 27), 2)).toEqual([
    expect.stringContaining('the last of 27 epochs'),
    expect.stringContaining('only 2 trials'),
  ]);
});
