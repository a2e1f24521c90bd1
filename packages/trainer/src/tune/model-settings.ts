import type { Config } from '@twotower/schema';
import { choice, type Setting, scale } from './setting.ts';

type Model = Config['model'];

/** The towers: their size, how a history and an ID enter them, and the temperature of what they say. */
export const modelSettings: readonly Setting[] = [
  scale(
    {
      name: 'tau',
      read: ({ model }) => model.temperature,
      write: (config, temperature) => withModel(config, { temperature }),
    },
    0.05,
    0.35,
  ),
  choice(
    {
      name: 'dim',
      read: ({ model }) => model.dim,
      write: (config, dim: number) => withModel(config, { dim }),
    },
    [32, 64, 64, 128],
  ),
  choice({ name: 'hidden', read: hiddenOf, write: withHidden }, [
    'none',
    'none',
    'none',
    '128',
    'user 256',
    'user 256',
  ]),
  choice(
    {
      name: 'history',
      applies: hasHistory,
      read: ({ model }) => model.history,
      write: (config, history: Exclude<Model['history'], 'auto'>) => withModel(config, { history }),
    },
    ['mean', 'mean', 'attention', 'windows', 'windows'],
  ),
  choice({ name: 'user IDs', applies: hasUserInputs, read: userIdsOf, write: withUserIds }, [
    'yes',
    'yes',
    'no',
  ]),
  choice(
    {
      name: 'idDropout',
      applies: hasFeatures,
      read: ({ model }) => model.idDropout,
      write: (config, idDropout: number) => withModel(config, { idDropout }),
    },
    [0, 0.1, 0.2],
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
];

function withModel(config: Config, changes: Partial<Model>): Config {
  return { ...config, model: { ...config.model, ...changes } };
}

function nameOf(hidden: readonly number[]): string {
  return hidden.length === 0 ? 'none' : hidden.join(',');
}

/** The layers of both towers, or of the user tower alone. */
function hiddenOf({ model }: Config): string {
  const [user, item] = [nameOf(model.user.hidden), nameOf(model.item.hidden)];
  return user === item ? user : item === 'none' ? `user ${user}` : `user ${user}, item ${item}`;
}

function withHidden(config: Config, name: 'none' | '128' | 'user 256'): Config {
  const hidden = name === 'none' ? [] : [name === '128' ? 128 : 256];
  const { user, item } = config.model;
  return withModel(config, {
    user: { ...user, hidden },
    item: { ...item, hidden: name === '128' ? hidden : [] },
  });
}

function hasHistory({ schema }: Config): boolean {
  return Object.values(schema.user.features).some(({ kind }) => kind === 'history');
}

/** Without IDs a user is nothing but these. */
function hasUserInputs({ schema }: Config): boolean {
  return Object.keys(schema.user.features).length + Object.keys(schema.context).length > 0;
}

function userIdsOf({ model }: Config): string {
  return model.user.useId ? 'yes' : 'no';
}

function withUserIds(config: Config, value: 'yes' | 'no'): Config {
  return withModel(config, { user: { ...config.model.user, useId: value === 'yes' } });
}

function hasFeatures({ schema }: Config): boolean {
  return Object.keys(schema.user.features).length + Object.keys(schema.item.features).length > 0;
}
