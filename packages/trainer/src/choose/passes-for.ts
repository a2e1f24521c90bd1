import { type Config, isStated } from '@twotower/schema';

/** Positives that a training reads at most, where the config does not say how many epochs: early stopping ends it before. */
const mostRead = 40_000_000;
/** Batches after which settings can be told apart at all. */
const firstBatches = 160;

/** A very small log is read no oftener than this in the first rung: it is over in seconds, and cannot tell much. */
const mostFirst = 6;
/** Early stopping waits for so many times {@link firstBatches}: a few batches move a figure by chance. */
const waited = 1.5;

export interface Passes {
  /** The config with as many epochs as a log of this size may need, and as much patience. */
  readonly config: Config;
  /** Epochs of the first rung, and at most. */
  readonly first: number;
  readonly most: number;
}

/** Small logs are read more often: 10 to 100 times, unless the config says how often, and are waited for as much longer. */
export function passesFor(config: Config, events: number, stated: ReadonlySet<string>): Passes {
  const { training } = config;
  const epochs = isStated(stated, 'training.epochs')
    ? training.epochs
    : Math.max(10, Math.min(100, Math.round(mostRead / Math.max(1, events))));
  const batches = Math.max(1, events / training.batchSize);
  const first = Math.max(1, Math.min(epochs, mostFirst, Math.ceil(firstBatches / batches)));
  const earlyStopping = isStated(stated, 'training.earlyStopping')
    ? training.earlyStopping
    : Math.max(training.earlyStopping, Math.round(waited * first));
  return { config: { ...config, training: { ...training, epochs, earlyStopping } }, first, most: epochs };
}
