import type { Config } from '@twotower/schema';
import { choice, type Setting, scale } from './setting.ts';

/**
 * What a search varies, in the order in which it is drawn. Ranges are around what was good on the sets of
 * bench/README.md; values that did well more often stand more than once.
 */
export const searchSpace: readonly Setting[] = [
  choice({ name: 'loss', read: ({ loss }) => loss.kind, write: withLoss }, [
    'softmax',
    'softmax',
    'softmax',
    'bsl',
  ]),
  choice({ name: 'logQ', applies: hasLogQ, read: logQOf, write: withLogQ }, ['count', 'count', 'none']),
  scale({ name: 'c', applies: isBsl, read: cOf, write: withC }, 1.02, 1.4),
  scale(
    {
      name: 'tau',
      read: ({ model }) => model.temperature,
      write: (config, temperature) => withModel(config, { temperature }),
    },
    0.06,
    0.35,
  ),
  scale(
    {
      name: 'learning rate',
      read: ({ training }) => training.learningRate,
      write: (config, learningRate) => withTraining(config, { learningRate }),
    },
    0.02,
    0.25,
  ),
  choice(
    {
      name: 'batch',
      read: ({ training }) => training.batchSize,
      write: (config, batchSize: number) => withTraining(config, { batchSize }),
    },
    [256, 512, 1024, 2048],
  ),
  choice(
    {
      name: 'uniform negatives',
      applies: (config) => !ranksAll(config),
      read: uniformOf,
      write: withUniform,
    },
    [0, 256, 512, 1024, 2048],
  ),
  choice(
    {
      name: 'dim',
      read: ({ model }) => model.dim,
      write: (config, dim: number) => withModel(config, { dim }),
    },
    [32, 64, 64, 128],
  ),
  choice({ name: 'hidden', read: ({ model }) => nameOf(model.user.hidden), write: withHidden }, [
    'none',
    'none',
    'none',
    '64',
    '128',
  ]),
  choice(
    {
      name: 'history',
      applies: hasHistory,
      read: ({ model }) => model.history,
      write: (config, history: Config['model']['history']) => withModel(config, { history }),
    },
    ['mean', 'attention'],
  ),
  choice(
    {
      name: 'idDropout',
      applies: hasFeatures,
      read: ({ model }) => model.idDropout,
      write: (config, idDropout: number) => withModel(config, { idDropout }),
    },
    [0, 0.1, 0.2],
  ),
  choice(
    {
      name: 'user IDs',
      applies: hasUserInputs,
      read: ({ model }) => yesNo(model.user.useId),
      write: withUserIds,
    },
    ['yes', 'yes', 'no'],
  ),
  scale(
    {
      name: 'initial deviation',
      read: ({ model }) => model.initialDeviation,
      write: (config, initialDeviation) => withModel(config, { initialDeviation }),
    },
    0.01,
    0.2,
  ),
  choice(
    { name: 'half-life', applies: hasTimes, read: ({ training }) => training.halfLife, write: withHalfLife },
    ['as it is', 'as it is', '7d', '30d', '90d'],
  ),
];

function withModel(config: Config, changes: Partial<Config['model']>): Config {
  return { ...config, model: { ...config.model, ...changes } };
}

function withTraining(config: Config, changes: Partial<Config['training']>): Config {
  return { ...config, training: { ...config.training, ...changes } };
}

function withLoss(config: Config, kind: 'softmax' | 'bsl'): Config {
  const { loss } = config;
  if (loss.kind === kind) {
    return config;
  }
  const logQ = 'logQ' in loss ? loss.logQ : 'count';
  return {
    ...config,
    loss: kind === 'bsl' ? { kind, logQ, c: 1.22 } : { kind, logQ, logQForm: 'plain' },
  };
}

function hasLogQ({ loss }: Config): boolean {
  return loss.kind === 'softmax' || loss.kind === 'bsl';
}

function logQOf({ loss }: Config): string | undefined {
  return 'logQ' in loss ? loss.logQ : undefined;
}

function withLogQ(config: Config, logQ: 'none' | 'count'): Config {
  const { loss } = config;
  return 'logQ' in loss ? { ...config, loss: { ...loss, logQ } } : config;
}

function isBsl({ loss }: Config): boolean {
  return loss.kind === 'bsl';
}

function cOf({ loss }: Config): number | undefined {
  return loss.kind === 'bsl' ? loss.c : undefined;
}

function withC(config: Config, c: number): Config {
  const { loss } = config;
  return loss.kind === 'bsl' ? { ...config, loss: { ...loss, c } } : config;
}

/** The whole catalogue is among the candidates: drawing some of it again would say nothing. */
function ranksAll({ negatives }: Config): boolean {
  return negatives.some(({ kind }) => kind === 'all');
}

function uniformOf({ negatives }: Config): number {
  return negatives.reduce((sum, negative) => sum + (negative.kind === 'uniform' ? negative.count : 0), 0);
}

/** In-batch candidates, so many uniform ones, and what else the config has. */
function withUniform(config: Config, count: number): Config {
  const others = config.negatives.filter(({ kind }) => kind !== 'in-batch' && kind !== 'uniform');
  return {
    ...config,
    negatives: [{ kind: 'in-batch' }, ...(count > 0 ? [{ kind: 'uniform' as const, count }] : []), ...others],
  };
}

function nameOf(hidden: readonly number[]): string {
  return hidden.length === 0 ? 'none' : hidden.join(',');
}

/** Both towers alike. */
function withHidden(config: Config, name: 'none' | '64' | '128'): Config {
  const hidden = name === 'none' ? [] : [Number(name)];
  const { user, item } = config.model;
  return withModel(config, { user: { ...user, hidden }, item: { ...item, hidden } });
}

function hasHistory({ schema }: Config): boolean {
  return Object.values(schema.user.features).some(({ kind }) => kind === 'history');
}

function hasFeatures({ schema }: Config): boolean {
  return Object.keys(schema.user.features).length + Object.keys(schema.item.features).length > 0;
}

/** Without IDs a user is nothing but these. */
function hasUserInputs({ schema }: Config): boolean {
  return Object.keys(schema.user.features).length + Object.keys(schema.context).length > 0;
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}

function withUserIds(config: Config, value: 'yes' | 'no'): Config {
  return withModel(config, { user: { ...config.model.user, useId: value === 'yes' } });
}

function hasTimes({ schema }: Config): boolean {
  return schema.event.time !== undefined;
}

function withHalfLife(config: Config, halfLife: 'as it is' | '7d' | '30d' | '90d'): Config {
  return halfLife === 'as it is' ? config : withTraining(config, { halfLife });
}
