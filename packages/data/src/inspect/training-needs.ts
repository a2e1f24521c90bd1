import type { Dataset } from '@twotower/features';
import { type Config, workersFor } from '@twotower/schema';
import type { SideCoverage } from './coverage.ts';
import type { Cut } from './cuts.ts';

/** About what training with a config will take; a rule of thumb, not a measurement. */
export interface TrainingNeeds {
  /** Bytes by what they are for. */
  readonly memory: Readonly<Record<MemoryPart, number>>;
  readonly memoryBytes: number;
  readonly time: {
    /** Positives times epochs, of the training that chooses the epoch and of the one anew on the validation part too. */
    readonly samples: number;
    /** Threads that teach. */
    readonly workers: number;
    /** What so many cores with the native kernel do with such a config, reckoned from one that was measured. */
    readonly samplesPerSecond: number;
    /** Upper end: early stopping mostly ends a run after a part of its epochs. */
    readonly seconds: number;
  };
}

export type MemoryPart =
  | 'program'
  | 'threads'
  | 'ids'
  | 'features'
  | 'best weights'
  | 'average'
  | 'vectors'
  | 'events'
  | 'catalogue'
  | 'batches';

const program = 400 * 2 ** 20;
/** A worker thread with its own TensorFlow context. */
const bytesPerThread = 135 * 2 ** 20;
/** A row of the log while it is put in order; more rows than these are put in order on disk. */
const bytesPerRow = 100;
const memoryRows = 1 << 22;
/** An id or a value of a column as text, with its place in an index. */
const bytesPerText = 64;

/**
 * @param positives of each part
 * @param cores of the machine that is to train
 */
export function trainingNeeds(
  config: Config,
  dataset: Dataset,
  coverage: readonly SideCoverage[],
  positives: Cut['positives'],
  cores: number,
): TrainingNeeds {
  const { model, training } = config;
  const [users, items] = [dataset.users.ids.length, dataset.items.ids.length];
  // Numbers of 32 bits: a row of a table, and Adagrad's accumulator of the row.
  const rowBytes = 4 * model.dim + 4;
  const columns =
    Object.keys(dataset.users.columns).length * users + Object.keys(dataset.items.columns).length * items;
  const candidates = candidatesOf(config, items);
  const workers = workersFor(training, positives.train, cores);
  const featureRows = coverage.reduce((rows, feature) => rows + tableRows(feature, config), 0);
  const memory = {
    program,
    threads: workers === 1 ? 0 : workers * bytesPerThread,
    ids: (users + items) * rowBytes,
    features: featureRows * rowBytes,
    // Early stopping keeps the weights of the best epoch beside those that learn.
    // The model before is let go before training begins anew, so that of two there is one at a time.
    'best weights': (users + items + featureRows) * model.dim * 4,
    average: training.averaging > 0 ? (users + items + featureRows) * model.dim * 4 : 0,
    vectors: items * model.dim * 4,
    events: Math.min(dataset.length, memoryRows) * bytesPerRow,
    catalogue: (users + items + columns) * bytesPerText,
    // Scores of a block of users at evaluation, and of a batch with their gradients at training.
    batches: 4 * Math.max(Math.min(256 * items, 8e6), 3 * workers * training.batchSize * candidates),
  };
  const { train, validation } = positives;
  const samples = (train + (validation > 0 ? train + validation : 0)) * training.epochs;
  const samplesPerSecond = workers * rateOf(config, candidates);
  return {
    memory,
    memoryBytes: Object.values(memory).reduce((a, b) => a + b, 0),
    time: { samples, workers, samplesPerSecond, seconds: samples / samplesPerSecond },
  };
}

/** Rows of a feature's table; of lists and rare values it may be fewer. */
function tableRows({ side, kind, distinct, feature }: SideCoverage, { schema }: Config): number {
  const config = side === 'context' ? schema.context[feature] : schema[side].features[feature];
  switch (kind) {
    case 'text':
      return 1 + (config?.kind === 'text' ? config.buckets : 0);
    case 'vector':
      return 1 + (config?.kind === 'vector' ? config.dim : 0);
    case 'numeric':
      return 3;
    case 'time':
      // Of dates hardly more.
      return 40;
    default:
      return 1 + distinct;
  }
}

/** Items that each positive is compared with. */
function candidatesOf({ negatives, training }: Config, items: number): number {
  return negatives.reduce((sum, negative) => sum + candidatesFrom(negative, training.batchSize, items), 0);
}

function candidatesFrom(negative: Config['negatives'][number], batchSize: number, items: number): number {
  switch (negative.kind) {
    case 'in-batch':
      return batchSize;
    case 'all':
      return items;
    case 'uniform':
    case 'popularity':
      return negative.count;
    case 'queue':
      return negative.capacity;
    case 'hard':
      return negative.perPositive;
    case 'custom':
      return 0;
  }
}

/** Measured on one core with the native kernel, at dim 64 with 1,536 candidates and no layers. */
const usualRate = 120_000;

/** Other configs by their multiplications; a third of the usual work does not grow with them. */
function rateOf({ model }: Config, candidates: number): number {
  const layers = [model.user.hidden, model.item.hidden].map((hidden) => {
    const widths = [model.dim * 3, ...hidden, model.dim];
    return hidden.length === 0 ? 0 : widths.slice(1).reduce((sum, width, i) => sum + width * widths[i], 0);
  });
  const work = model.dim * candidates + layers[0] + layers[1] * (candidates / 1024);
  const usual = 64 * 1536;
  return Math.round(usualRate / (0.3 + (0.7 * work) / usual));
}
