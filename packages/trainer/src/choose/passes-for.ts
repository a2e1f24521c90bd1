import { type Config, isStated } from '@twotower/schema';

/** Positives that a training reads at most, where the config does not say how many epochs: early stopping ends it before. */
const mostRead = 40_000_000;
/** Batches after which settings can be told apart at all. */
const firstBatches = 80;

export interface Passes {
  /** The config with as many epochs as a log of this size may need. */
  readonly config: Config;
  /** Epochs of the first rung, and at most. */
  readonly first: number;
  readonly most: number;
}

/** Small logs are read more often: 10 to 100 times, unless the config says how often. */
export function passesFor(config: Config, events: number, stated: ReadonlySet<string>): Passes {
  const epochs = isStated(stated, 'training.epochs')
    ? config.training.epochs
    : Math.max(10, Math.min(100, Math.round(mostRead / Math.max(1, events))));
  const batches = Math.max(1, events / config.training.batchSize);
  return {
    config: { ...config, training: { ...config.training, epochs } },
    first: Math.max(1, Math.min(epochs, Math.round(firstBatches / batches))),
    most: epochs,
  };
}
