import { availableParallelism } from 'node:os';
import { type Engine, type EnginePreference, loadEngine } from '@twotower/core/train';
import { workersFor } from '@twotower/schema';
import type { LearningConfig } from '../prepare/learning-config.ts';
import type { Split } from '../prepare/prepare.ts';
import { kernelTeaches } from './kernel-teaches.ts';

/**
 * How many workers teach: what `training.workers` asks for, but one where code is given inline, which cannot be sent to
 * threads.
 *
 * @param positives of the training part
 */
export function workerCount(config: LearningConfig, positives: number): number {
  return hasInlineCode(config) ? 1 : workersFor(config.training, positives, availableParallelism());
}

/**
 * What a person should know about the number of workers, if anything.
 *
 * @param positives of the training part
 */
export function workersNotice(config: LearningConfig, positives: number): string | undefined {
  const { workers } = config.training;
  const count = workerCount(config, positives);
  if (count > 1) {
    return `${count} workers: results differ slightly from run to run; training.workers: 1 gives the same bytes every time`;
  }
  return hasInlineCode(config) && workers !== 1
    ? 'one worker: a loss or source of negatives is a function in the config, which no thread can be sent; name a module by its path to train with several'
    : undefined;
}

/**
 * The engine for training a split. Where several workers need TensorFlow, it gets one thread in each: that is set for the
 * process, so evaluation has one too.
 */
export async function loadTrainingEngine(
  preference: EnginePreference,
  config: LearningConfig,
  { train }: Pick<Split, 'train'>,
): Promise<Engine> {
  const several = workerCount(config, train.length) > 1;
  const limited = several && !(await kernelTeaches(config));
  return loadEngine(preference, limited ? { threads: 1 } : {});
}

function hasInlineCode({ loss, negatives }: LearningConfig): boolean {
  return (
    (loss.kind === 'custom' && typeof loss.loss === 'function') ||
    negatives.some((negative) => negative.kind === 'custom' && typeof negative.source === 'function')
  );
}
