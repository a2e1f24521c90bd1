import type { Engine } from '@twotower/core/train';
import type { Config } from '@twotower/schema';
import { TrainerError } from '../error.ts';
import { createExamination } from '../examine/examination.ts';
import { stoppingMetric } from '../examine/stopping-metric.ts';
import type { PositiveSource } from '../prepare/positives.ts';
import type { TrainingData } from '../prepare/prepare.ts';
import type { PausedRun } from '../teach/begin-run.ts';
import { trainLoop } from '../teach/train-loop.ts';
import { gainAhead } from './gain-ahead.ts';

/** A setting in training: it can be taught some passes more. */
export interface Contender {
  readonly name: string;
  readonly config: Config;
  /** The best figure of the validation part so far; minus infinity before the first pass and where training failed. */
  readonly value: number;
  /**
   * What {@link value} is likely to come to in as many passes again, the value itself where training has ended, less what the setting
   * gives up: by this contenders are ranked.
   */
  readonly promise: number;
  /** The share of its promise that a setting pays for what validation hardly sees: features without which it knows fewer. */
  readonly price: number;
  /** From 1, the pass of the best figure; 0 where there is none. */
  readonly bestEpoch: number;
  readonly passes: number;
  /** Whether further passes are of no use: early stopping has ended it, or it failed. */
  readonly hasEnded: boolean;
  /** Where it stands and what it is taught on. A contender without it begins anew. */
  readonly begun?: BegunTraining;
  /** Why training failed. */
  readonly failure?: string;
}

export interface BegunTraining {
  readonly data: TrainingData;
  readonly paused: PausedRun;
}

/** What contenders are taught and judged by. */
export interface Course {
  readonly engine: Engine;
  /** The training part as a config reads it. */
  readonly dataOf: (config: Config) => TrainingData;
  readonly validation: PositiveSource;
}

/** Before the first pass. @param price see {@link Contender} */
export function contender(name: string, config: Config, price = 0): Contender {
  const value = Number.NEGATIVE_INFINITY;
  return { name, config, value, promise: value, price, bestEpoch: 0, passes: 0, hasEnded: false };
}

/** The contender taught up to so many passes in all, from where it stood. */
export async function teachOn(
  { engine, dataOf, validation }: Course,
  before: Contender,
  passes: number,
): Promise<Contender> {
  const { config, begun, hasEnded } = before;
  if (hasEnded || before.passes >= passes) {
    return before;
  }
  try {
    const data = begun?.data ?? dataOf(config);
    const { paused } = await trainLoop(engine, config, data, {
      validation: createExamination(config, data, validation),
      epochs: passes,
      ...(begun && { paused: begun.paused }),
    });
    const { bestValue, bestEpoch, curve, sinceBest } = paused.standing;
    const ended = sinceBest >= config.training.earlyStopping;
    const ahead = ended ? 0 : gainAhead(paused.standing, stoppingMetric(config));
    return {
      ...before,
      value: bestValue,
      promise: (bestValue + ahead) * (1 - before.price),
      bestEpoch,
      passes: curve.length,
      hasEnded: ended,
      begun: { data, paused },
    };
  } catch (error) {
    // A setting under which the loss is no longer a number, or that this machine has no room for, is one that loses.
    if (error instanceof TrainerError && error.code !== 'data') {
      const value = Number.NEGATIVE_INFINITY;
      return {
        ...letGo(before),
        value,
        promise: value,
        bestEpoch: 0,
        hasEnded: true,
        failure: error.message,
      };
    }
    throw error;
  }
}

/** Without its weights and its data, which nobody will ask for. */
export function letGo({ begun: _, ...contender }: Contender): Contender {
  return contender;
}
