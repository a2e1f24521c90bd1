import { type Config, ConfigError } from '@twotower/schema';
import { askedOf } from '../prepare/asked-config.ts';
import type { BaseBundle } from './base-bundle.ts';

/**
 * The config by which a bundle is updated: what it learnt by as it was settled then, all else as the file has it now.
 *
 * @throws ConfigError naming the first key that changed since the bundle was trained and cannot
 */
export function updateConfig(
  file: Config,
  { id, config, learner }: Pick<BaseBundle, 'id' | 'config' | 'learner'>,
): Config {
  const { asked } = learner;
  const changed = asked && firstDifference(asked, askedOf(file), '');
  if (changed) {
    throw new ConfigError(
      `${changed.key} is ${shown(changed.now)} and was ${shown(changed.before)} when bundle ${id} was trained; an update keeps it: put it back, or train anew`,
    );
  }
  return {
    ...file,
    ...config,
    data: { ...file.data, repeats: config.data.repeats },
    loss: file.loss.kind === 'custom' ? file.loss : config.loss,
    negatives: file.negatives.some(({ kind }) => kind === 'custom') ? file.negatives : config.negatives,
    training: { ...config.training, workers: file.training.workers, seed: file.training.seed },
    index: file.index,
    evaluation: file.evaluation,
    update: file.update,
    gate: file.gate,
    daemon: file.daemon,
    alerts: file.alerts,
    retention: file.retention,
    store: file.store,
  };
}

interface Difference {
  readonly key: string;
  readonly before: unknown;
  readonly now: unknown;
}

function firstDifference(before: unknown, now: unknown, key: string): Difference | undefined {
  if (isRecord(before) && isRecord(now)) {
    for (const name of new Set([...Object.keys(before), ...Object.keys(now)])) {
      const found = firstDifference(before[name], now[name], key === '' ? name : `${key}.${name}`);
      if (found) return found;
    }
    return undefined;
  }
  return JSON.stringify(before) === JSON.stringify(now) ? undefined : { key, before, now };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  return value === undefined ? 'absent' : JSON.stringify(value);
}
