import { type Config, type ConfigInput, parseConfig, type Report, type Verdict } from '@twotower/schema';
import { describe, expect, it } from 'vitest';
import { hintsOf } from './hints.ts';

const base: ConfigInput = {
  schema: { user: { id: 'user' }, item: { id: 'item' }, event: { time: 'at' } },
  data: { events: 'log.csv' },
};
const configOf = (more: Partial<ConfigInput> = {}): Config => parseConfig({ ...base, ...more });
const withFeatures = configOf({
  schema: {
    ...base.schema,
    user: { id: 'user', features: { age: { kind: 'numeric' }, recent: { kind: 'history', of: 'earlier' } } },
    item: { id: 'item', features: { genre: { kind: 'categorical' } } },
  },
});

function hints(
  baseline: string,
  {
    config = withFeatures,
    outcome = 'worse' as Verdict['outcome'],
    sliceUsers = {},
    trainUsers = 50,
    epochs = 3,
  } = {},
) {
  const verdict: Verdict = {
    outcome,
    baseline,
    metric: 'ndcg@20',
    value: 0.1,
    baselineValue: 0.2,
    difference: -0.1,
    low: -0.2,
    high: -0.01,
    smallestDetectable: { difference: 0.1 },
  };
  const report: Pick<Report, 'verdict' | 'sliceUsers' | 'protocol' | 'curve'> = {
    verdict,
    sliceUsers: { known: 100, ...sliceUsers },
    protocol: {
      split: 'temporal',
      part: 'test',
      seen: 'mask',
      users: 100,
      items: 10,
      trainEvents: 200,
      testEvents: 100,
      seed: 1,
    },
    curve: Array.from({ length: epochs }, (_, e) => ({
      epoch: e + 1,
      loss: 1,
      seconds: 1,
      samplesPerSecond: 1,
    })),
  };
  return hintsOf({ config, report, trainUsers });
}

const changes = (found: ReturnType<typeof hints>) => found.map(({ key, change }) => `${key}: ${change}`);

describe('hintsOf', () => {
  it('has nothing to say of a model that is better', () => {
    expect(hints('ease', { outcome: 'better', sliceUsers: { new: 900 } })).toEqual([]);
  });

  it.each(['worse', 'cannot tell'] as const)('advises where the verdict is: %s', (outcome) => {
    expect(hints('ease', { outcome, sliceUsers: { new: 300 } })).toEqual([
      {
        key: 'model.user.useId',
        change: 'false',
        expected: expect.stringContaining('75 % of the examined users are new'),
        source: 'examination',
      },
    ]);
  });

  it('asks for features of items that training does not know', () => {
    const sliceUsers = { 'cold-items': 30 };
    expect(changes(hints('ials', { config: configOf({ training: { epochs: 99 } }), sliceUsers }))).toContain(
      'schema.item.features: { "title": { "kind": "text" } }',
    );
    expect(hints('item-knn', { sliceUsers })).toEqual([]);
  });

  it('reads the past as windows where one thing leads to the next or histories are long', () => {
    expect(changes(hints('transitions'))).toEqual(['model.history: "windows"']);
    expect(changes(hints('ease', { trainUsers: 10 }))).toEqual(['model.history: "windows"']);
    expect(changes(hints('transitions', { config: configOf() }))).toEqual([
      'schema.user.features: { "recent": { "kind": "history" } }',
    ]);
  });

  it('lets what is new count more where popularity is best, if the log has times', () => {
    expect(changes(hints('recent-popularity'))).toEqual(['training.halfLife: "7d"']);
    const untimed = configOf({ schema: { ...base.schema, event: {} } });
    expect(hints('popularity', { config: untimed })).toEqual([]);
  });

  it('trains IDs alone longer and reads all of a user where neighbours are best', () => {
    expect(changes(hints('ease', { config: configOf(), epochs: 20 }))).toEqual([
      'training.epochs: 60',
      'schema.user.features: { "history": { "kind": "history", "of": "others" } }',
    ]);
    expect(hints('ease', { config: configOf(), epochs: 5 })).toHaveLength(1);
  });

  it('names only keys that a config has, and values that they take', () => {
    const found = ['ease', 'transitions', 'popularity', 'recent-popularity'].flatMap((baseline) => [
      ...hints(baseline, { config: configOf(), epochs: 20, sliceUsers: { new: 900 } }),
      ...hints(baseline, { config: configOf(), epochs: 20, sliceUsers: { 'cold-items': 90 } }),
      ...hints(baseline, { trainUsers: 1 }),
    ]);
    expect(new Set(found.map(({ key }) => key)).size).toBe(6);
    for (const { key, change } of found) {
      expect(() => parseConfig(changed(base, key.split('.'), JSON.parse(change))), key).not.toThrow();
    }
  });
});

function changed(record: object, [first, ...rest]: readonly string[], value: unknown): object {
  const inner: unknown = Object.entries(record).find(([key]) => key === first)?.[1];
  const own = typeof inner === 'object' && inner !== null ? inner : {};
  return { ...record, [first]: rest.length === 0 ? value : changed(own, rest, value) };
}
