import type { Random } from '@twotower/core';
import type { Config } from '@twotower/schema';

/** What a trial changes in the config; the keys it does not name stay. */
export interface Changes {
  readonly loss?: Config['loss'];
  readonly negatives?: Config['negatives'];
  readonly model?: Partial<Config['model']>;
  readonly training?: Partial<Config['training']>;
}

/**
 * Draws a trial: loss and its own setting, temperature, learning rate, candidates, batch, dimensions, layers, and how a
 * history is pooled. Ranges are around what was good on the sets of bench/README.md.
 */
export function drawChanges(config: Config, random: Random): Changes {
  const pick = <T>(values: readonly T[]): T => values[random.integer(values.length)];
  const between = (low: number, high: number): number =>
    Number((low * (high / low) ** random.next()).toPrecision(2));
  const hidden = pick([[], [], [], [64], [128]]);
  const hasHistory = Object.values(config.schema.user.features).some(({ kind }) => kind === 'history');
  const uniform = pick([0, 256, 512, 1024]);
  return {
    loss: pick<() => Config['loss']>([
      () => ({ kind: 'softmax', logQ: 'count', logQForm: 'plain' }),
      () => ({ kind: 'softmax', logQ: 'count', logQForm: 'plain' }),
      () => ({ kind: 'softmax', logQ: 'none', logQForm: 'plain' }),
      () => ({ kind: 'bsl', logQ: pick(['none', 'count'] as const), c: between(1.02, 1.4) }),
    ])(),
    negatives: [{ kind: 'in-batch' }, ...(uniform > 0 ? [{ kind: 'uniform' as const, count: uniform }] : [])],
    model: {
      dim: pick([32, 64, 64, 128]),
      temperature: between(0.06, 0.35),
      user: { ...config.model.user, hidden },
      item: { ...config.model.item, hidden },
      ...(hasHistory && { history: pick(['mean', 'attention'] as const) }),
      ...(random.next() < 0.3 && { idDropout: pick([0, 0.2]) }),
    },
    training: { learningRate: between(0.02, 0.25), batchSize: pick([256, 512, 1024, 2048]) },
  };
}

/** The config with a trial's changes. */
export function withChanges(config: Config, changes: Changes): Config {
  return {
    ...config,
    ...(changes.loss && { loss: changes.loss }),
    ...(changes.negatives && { negatives: changes.negatives }),
    model: { ...config.model, ...changes.model },
    training: { ...config.training, ...changes.training },
  };
}
