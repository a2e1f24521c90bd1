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
    {
      name: 'batch',
      read: ({ training }) => training.batchSize,
      write: (config, batchSize: number) => withTraining(config, { batchSize }),
    },
    [256, 512, 1024, 2048],
  ),
  choice(
    { name: 'half-life', applies: hasTimes, read: ({ training }) => training.halfLife, write: withHalfLife },
    ['as it is', 'as it is', '7d', '30d', '90d'],
  ),
];

function withTraining(config: Config, changes: Partial<Training>): Config {
  return { ...config, training: { ...config.training, ...changes } };
}

function hasTimes({ schema }: Config): boolean {
  return schema.event.time !== undefined;
}

function withHalfLife(config: Config, halfLife: 'as it is' | '7d' | '30d' | '90d'): Config {
  return halfLife === 'as it is' ? config : withTraining(config, { halfLife });
}
