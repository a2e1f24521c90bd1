import type { Config } from '@twotower/schema';
import { choice, type Setting, scale } from './setting.ts';

type Training = Config['training'];

/** How fast it learns, from how much at a time, and how much what is old counts. */
export const trainingSettings: readonly Setting[] = [
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
    { name: 'dense rate', applies: hasLayers, read: denseShareOf, write: withDenseShare },
    [0.1, 0.3, 0.8],
  ),
  choice(
    {
      name: 'l2',
      read: ({ training }) => training.l2,
      write: (config, l2: number) => withTraining(config, { l2 }),
    },
    [0, 0, 0.001],
  ),
  choice(
    {
      name: 'averaging',
      read: ({ training }) => training.averaging,
      write: (config, averaging: number) => withTraining(config, { averaging }),
    },
    [0, 0.5, 0.8, 0.9],
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
    { name: 'half-life', applies: hasTimes, read: ({ training }) => training.halfLife, write: withHalfLife },
    ['as it is', 'as it is', '2d', '7d', '30d', '365d'],
  ),
];

function withTraining(config: Config, changes: Partial<Training>): Config {
  return { ...config, training: { ...config.training, ...changes } };
}

function hasLayers({ model }: Config): boolean {
  return model.user.hidden.length + model.item.hidden.length > 0;
}

/** Of the learning rate. */
function denseShareOf({ training: { denseLearningRate, learningRate } }: Config): number {
  return denseLearningRate === undefined ? 0.1 : Number((denseLearningRate / learningRate).toPrecision(2));
}

function withDenseShare(config: Config, share: number): Config {
  return withTraining(config, { denseLearningRate: share * config.training.learningRate });
}

function hasTimes({ schema }: Config): boolean {
  return schema.event.time !== undefined;
}

function withHalfLife(config: Config, halfLife: 'as it is' | '2d' | '7d' | '30d' | '365d'): Config {
  return halfLife === 'as it is' ? config : withTraining(config, { halfLife });
}
