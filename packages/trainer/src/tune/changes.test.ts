import { type ConfigInput, parseConfig } from '@twotower/schema';
import { describe, expect, it } from 'vitest';
import { describeChanges, drawChanges, withChanges } from './changes.ts';

const trials = Array.from({ length: 300 }, (_, i) => i + 1);

function configOf(changes: Partial<ConfigInput> = {}) {
  return parseConfig({
    schema: {
      user: { id: 'u', features: { recent: { kind: 'history' } } },
      item: { id: 'i', features: { genre: { kind: 'categorical' } } },
      event: { time: 't' },
    },
    data: { events: 'log.csv' },
    ...changes,
  });
}

/** All that is ever drawn of a setting. */
function drawnOf(setting: string, config = configOf()): string[] {
  const words = trials.flatMap((trial) => describeChanges(config, drawChanges(config, trial)));
  const own = words
    .filter((word) => word.startsWith(`${setting} `))
    .map((word) => word.slice(setting.length + 1));
  return [...new Set(own)].sort();
}

describe('drawChanges', () => {
  it('draws only settings that a config may have', () => {
    const config = configOf();
    for (const trial of trials) {
      const changed = withChanges(config, drawChanges(config, trial));
      expect(parseConfig(JSON.parse(JSON.stringify(changed)))).toEqual(changed);
    }
  });

  it('changes something in every trial, few settings in the even ones', () => {
    const config = configOf();
    const counts = trials.map((trial) => describeChanges(config, drawChanges(config, trial)).length);
    expect(Math.min(...counts)).toBe(1);
    // One to three, and the c that a loss brings along.
    expect(Math.max(...counts.filter((_, i) => trials[i] % 2 === 0))).toBeLessThanOrEqual(4);
    expect(Math.max(...counts)).toBeGreaterThan(6);
  });

  it('draws even trials near the leaders, odd ones anywhere', () => {
    const config = configOf();
    const leader = configOf({ model: { dim: 48, temperature: 0.123 }, training: { l2: 0.001 } });
    const kept = (trial: number) => {
      const changed = withChanges(config, drawChanges(config, trial, [leader]));
      return [changed.model.dim === 48, changed.model.temperature === 0.123, changed.training.l2 === 0.001];
    };
    const even = trials.filter((trial) => trial % 2 === 0).map((trial) => kept(trial).filter(Boolean).length);
    expect(even.filter((count) => count >= 2).length).toBeGreaterThan(0.9 * even.length);
    const odd = trials.filter((trial) => trial % 2 === 1).map((trial) => kept(trial)[0]);
    expect(odd).not.toContain(true);
  });

  it('is a function of seed and number', () => {
    const config = configOf();
    expect(drawChanges(config, 7)).toEqual(drawChanges(config, 7));
    expect(drawChanges(config, 7)).not.toEqual(drawChanges(config, 9));
    expect(drawChanges(configOf({ training: { seed: 1 } }), 7)).not.toEqual(drawChanges(config, 7));
  });

  it('reaches losses, negatives, sizes, layers and pooling of histories', () => {
    expect(drawnOf('loss')).toEqual(['bsl']);
    expect(drawnOf('logQ')).toEqual(['none']);
    expect(drawnOf('uniform negatives')).toEqual(['0', '1024', '2048', '256']);
    expect(drawnOf('dim')).toEqual(['128', '32']);
    expect(drawnOf('hidden')).toEqual(['128', 'user 256']);
    expect(drawnOf('history')).toEqual(['attention', 'mean', 'windows']);
    expect(drawnOf('idDropout')).toEqual(['0', '0.1', '0.2']);
    expect(drawnOf('user IDs')).toEqual(['no']);
    expect(drawnOf('half-life')).toEqual(['2d', '30d', '365d', '7d']);
    expect(drawnOf('averaging')).toEqual(['0.5', '0.8', '0.9']);
    expect(drawnOf('features')).toEqual(['none']);
    expect(drawnOf('items of')).toEqual(['earlier', 'others']);
    expect(drawnOf('l2')).toEqual(['0.001']);
    for (const setting of ['c', 'tau', 'learning rate', 'initial deviation']) {
      expect(drawnOf(setting).length).toBeGreaterThan(5);
    }
  });

  it('leaves alone what means nothing for a config', () => {
    const plain = configOf({
      schema: { user: { id: 'u' }, item: { id: 'i' } },
      negatives: [{ kind: 'all' }],
    });
    for (const setting of [
      'features',
      'history',
      'items of',
      'idDropout',
      'uniform negatives',
      'user IDs',
      'half-life',
    ]) {
      expect(drawnOf(setting, plain)).toEqual([]);
    }
  });

  it('leaves negatives alone that are a function, which the tuned file could not hold', () => {
    const source = () => ({});
    const config = configOf({ negatives: [{ kind: 'in-batch' }, { kind: 'custom', source }] });
    expect(drawnOf('uniform negatives', config)).toEqual([]);
  });

  it('keeps the negatives that are neither in-batch nor uniform', () => {
    const hard = { kind: 'hard', source: 'index' } as const;
    const config = configOf({ negatives: [{ kind: 'in-batch' }, hard] });
    for (const trial of trials.slice(0, 20)) {
      const { negatives } = withChanges(config, drawChanges(config, trial));
      expect(negatives.filter(({ kind }) => kind === 'hard').length).toBe(1);
    }
  });
});
