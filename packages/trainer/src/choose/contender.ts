import type { Engine } from '@twotower/core/train';
import type { Config } from '@twotower/schema';
import { TrainerError } from '../error.ts';
import { createExamination } from '../examine/examination.ts';
import type { PositiveSource } from '../prepare/positives.ts';
import type { TrainingData } from '../prepare/prepare.ts';
import type { PausedRun } from '../teach/begin-run.ts';
import { trainLoop } from '../teach/train-loop.ts';

/** A setting in training: it can be taught some passes more. */
export interface Contender {
  readonly name: string;
  readonly config: Config;
  readonly data: TrainingData;
  /** The best figure of the validation part so far; minus infinity before the first pass and where training failed. */
  readonly value: number;
  readonly passes: number;
  /** Whether further passes are of no use: early stopping has ended it, or it failed. */
  readonly hasEnded: boolean;
  readonly paused?: PausedRun;
  readonly failure?: string;
}

/** Before the first pass. */
export function contender(name: string, config: Config, data: TrainingData): Contender {
  return { name, config, data, value: Number.NEGATIVE_INFINITY, passes: 0, hasEnded: false };
}

/** The contender taught up to so many passes in all, from where it stood. */
export async function teachOn(
  engine: Engine,
  before: Contender,
  validation: PositiveSource,
  passes: number,
): Promise<Contender> {
  const { config, data, paused, hasEnded } = before;
  if (hasEnded || before.passes >= passes) {
    return before;
  }
  try {
    const { paused: after } = await trainLoop(engine, config, data, {
      validation: createExamination(config, data, validation),
      epochs: passes,
      ...(paused && { paused }),
    });
    const { standing } = after;
    return {
      ...before,
      value: standing.bestValue,
      passes: standing.curve.length,
      hasEnded: standing.sinceBest >= config.training.earlyStopping,
      paused: after,
    };
  } catch (error) {
    // A setting under which the loss is no longer a number, or that this machine has no room for, is one that loses.
    if (error instanceof TrainerError && error.code !== 'data') {
      return {
        ...before,
        value: Number.NEGATIVE_INFINITY,
        hasEnded: true,
        paused: undefined,
        failure: error.message,
      };
    }
    throw error;
  }
}
