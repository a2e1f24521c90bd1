import type { Engine } from '@twotower/core/train';
import type { Config } from '@twotower/schema';
import { TrainerError } from '../error.ts';
import type { Split } from '../prepare/prepare.ts';
import { runExperiment } from '../publish/experiment.ts';

export interface TrialFigures {
  /** The best validation figure among the epochs; `null` where training failed. */
  readonly value: number | null;
  /** From 1; 0 where training failed. */
  readonly bestEpoch: number;
  /** Why training failed. */
  readonly failure?: string;
}

/**
 * Trains a config for at most so many epochs and looks at the validation part alone. It is stopped early as an experiment
 * would be, so that the figure is the one that an experiment would choose.
 */
export async function trainTrial(
  engine: Engine,
  { training, evaluation, ...config }: Config,
  split: Split,
  epochs: number,
  metric: string,
): Promise<TrialFigures> {
  try {
    const { report } = await runExperiment('validation', {
      engine,
      config: { ...config, training: { ...training, epochs }, evaluation: { ...evaluation, baselines: [] } },
      split,
      refit: false,
    });
    const values = report.curve.map(({ validation }) => validation?.[metric] ?? 0);
    const value = Math.max(...values);
    return { value, bestEpoch: values.indexOf(value) + 1 };
  } catch (error) {
    // A setting under which the loss is no longer a number, or that this machine has no room for, is a bad setting, not the
    // end of the search.
    if (error instanceof TrainerError && error.code !== 'data') {
      return { value: null, bestEpoch: 0, failure: error.message };
    }
    throw error;
  }
}
