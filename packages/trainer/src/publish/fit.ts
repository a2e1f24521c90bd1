import type { Report, ScoreTerms } from '@twotower/schema';
import type { Examination } from '../examine/examination.ts';
import { type Examined, examineAll } from '../examine/examine-all.ts';
import { createReport } from '../examine/report.ts';
import type { TaughtModel } from '../examine/taught-model.ts';
import { termsOf } from '../examine/terms-of.ts';
import { prepareTraining, type TrainingData } from '../prepare/prepare.ts';
import { type LoopResult, trainLoop } from '../teach/train-loop.ts';
import type { SettledOptions } from './run-options.ts';

/** A training with what it learnt from. */
export interface Fit {
  readonly data: TrainingData;
  readonly loop: LoopResult;
}

/** A model of the training and the validation part together, for so many epochs. */
export async function trainAnew(options: SettledOptions, epochs: number): Promise<Fit> {
  const { engine, config, split, store, resume, onProgress } = options;
  const data = prepareTraining(config, split.train, split.validation);
  const count = thousands(data.positives.length);
  onProgress?.({
    kind: 'phase',
    message: `Training anew on all ${count} positives, ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}`,
  });
  const loop = await trainLoop(engine, config, data, {
    epochs,
    store,
    checkpoint: 'refit',
    resume,
    onProgress,
  });
  return { data, loop };
}

export function examineFit(
  { engine, config, split, onProgress, onRanked }: SettledOptions,
  { data, loop }: Fit,
  part: 'test' | 'validation',
  examination: Examination,
  terms: ScoreTerms,
): Examined {
  onProgress?.({ kind: 'phase', message: `Evaluating on the ${part} part` });
  const { window } = split;
  return examineAll({
    engine,
    config,
    data,
    loop,
    examination,
    inOrder: split.kind === 'leave-last-out',
    ...(part === 'test' && window && { window }),
    terms: termsOf(engine, loop.model, data, terms),
    onProgress,
    onRanked,
  });
}

export function reportOf(
  { config, choice, split, readSeconds = 0, warnings }: SettledOptions,
  loop: Omit<TaughtModel, 'model'>,
  part: 'test' | 'validation',
  examined: readonly [Examined, ...Examined[]],
): Report {
  return createReport({
    config,
    examined,
    loop,
    splitKind: split.kind,
    part,
    timing: { readSeconds },
    choice,
    warnings,
  });
}

export function thousands(count: number): string {
  return count.toLocaleString('en-US');
}
