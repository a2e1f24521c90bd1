import type { Config } from '@twotower/schema';
import { TrainerError } from '../error.ts';
import type { TrainingData } from '../prepare/prepare.ts';
import { windowSize } from './windows.ts';

/** What training takes of memory beside the data that are prepared already, in bytes by what it is for. */
export type MemoryNeeds = Readonly<Record<MemoryPart, number>>;
export type MemoryPart =
  | 'tables'
  | 'best weights'
  | 'average'
  | 'threads'
  | 'windows'
  | 'batches'
  | 'evaluation';

/** A worker thread with its own TensorFlow context, measured. */
const bytesPerThread = 135 * 2 ** 20;
/** Columns of a positive in a window, its row and end of history and its place in the order; context columns come on top. */
const bytesPerPositive = 43;
const bytesPerContext = 8;

/** How a run goes about it. */
export interface MemoryUse {
  /** Threads that teach. */
  readonly workers: number;
  /** Whether early stopping keeps the best epoch's weights beside those that learn. */
  readonly validated: boolean;
  /** Whether the native kernel does the steps: it holds no matrix of a batch's scores. */
  readonly byKernel: boolean;
}

export function memoryNeeds(
  { model, training, negatives }: Config,
  {
    items,
    fitted,
    positives,
    encodedContext,
  }: Pick<TrainingData, 'items' | 'fitted' | 'positives' | 'encodedContext'>,
  { workers, validated, byKernel }: MemoryUse,
): MemoryNeeds {
  const rows = fitted.tables.reduce((sum, table) => sum + table.rows, 0);
  const threads = workers === 1 ? 0 : workers;
  const perPositive = bytesPerPositive + bytesPerContext * encodedContext.encoders.length;
  // One window in this thread, and for threads one that they teach and one that is read ahead.
  const windows = threads === 0 ? 1 : positives.length <= windowSize ? 2 : 3;
  const candidates = negatives.reduce(
    (sum, negative) => sum + ('count' in negative ? negative.count : negative.kind === 'all' ? items : 0),
    training.batchSize,
  );
  return {
    // A row of numbers, Adagrad's one accumulator and the stamp of its last change: 264 bytes at dim 64.
    tables: rows * (4 * model.dim + 8),
    'best weights': validated ? rows * 4 * model.dim : 0,
    average: training.averaging > 0 ? rows * 4 * model.dim : 0,
    // A slot a row for the gradients of a step.
    threads: threads * bytesPerThread + workers * 4 * rows,
    windows: windows * perPositive * Math.min(positives.length, windowSize),
    // The candidates' vectors, packed, and their gradients; or scores, their gradient and the masked ones.
    batches: workers * 4 * candidates * (byKernel ? 4 * model.dim : 3 * training.batchSize),
    // The items' vectors, transposed too, and the scores of a block of users, twice.
    evaluation: 3 * items * model.dim * 4 + 2 * 4 * Math.min(256 * items, 8e6),
  };
}

/** One line for people. */
export function describeMemory(needs: MemoryNeeds, freeBytes: number): string {
  return `${sizeOf(totalMemory(needs))} of memory more, ${sizeOf(freeBytes)} free`;
}

/** @throws TrainerError with the parts and the mend where the needs are greater than what is free */
export function requireMemory(needs: MemoryNeeds, freeBytes: number, { model, training }: Config): void {
  if (totalMemory(needs) <= freeBytes) {
    return;
  }
  const parts = Object.entries(needs)
    .filter(([, bytes]) => bytes >= 0.05 * totalMemory(needs))
    .sort((a, b) => b[1] - a[1])
    .map(([name, bytes]) => `${name} ${sizeOf(bytes)}`);
  throw new TrainerError(
    'memory',
    `training needs about ${describeMemory(needs, freeBytes)} (${parts.join(', ')}); lower model.dim (now ${model.dim}) ` +
      `or training.batchSize (now ${training.batchSize}), set training.workers: 1, or free some`,
  );
}

/** All of them together, in bytes. */
export function totalMemory(needs: MemoryNeeds): number {
  return Object.values(needs).reduce((a, b) => a + b, 0);
}

function sizeOf(bytes: number): string {
  return bytes < 2 ** 30 ? `${Math.ceil(bytes / 2 ** 20)} MiB` : `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}
