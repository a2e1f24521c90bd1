import type { TwoTowerModel } from '@twotower/core';
import type { Engine } from '@twotower/core/train';
import type { Config, EpochRecord, Report } from '@twotower/schema';
import type { Store } from '@twotower/store';
import type { Examination } from './evaluation/evaluate.ts';
import { createExamination } from './examination.ts';
import { positivesOf } from './positives.ts';
import { prepareTraining, type Split, type TrainingData } from './prepare.ts';
import type { OnProgress } from './progress.ts';
import { createReport, type OnRanked } from './report.ts';
import { type LoopResult, trainLoop } from './training-loop.ts';

export interface RunOptions {
  readonly engine: Engine;
  readonly config: Config;
  readonly split: Split;
  /** Seconds that reading took, for the report. */
  readonly readSeconds?: number;
  /** Checkpoints go here. */
  readonly store?: Store;
  readonly resume?: boolean;
  /** Whether a model is trained anew on training and validation part together; default yes. */
  readonly refit?: boolean;
  readonly onProgress?: OnProgress;
  readonly onEpoch?: (record: EpochRecord) => Promise<void>;
  readonly onRanked?: OnRanked;
}

export interface RunResult {
  readonly report: Report;
  readonly model: TwoTowerModel;
  readonly data: TrainingData;
}

/**
 * Trains on the training part, lets the validation part decide after which epoch to stop, then trains anew for as many
 * epochs on both: the model that is examined on the test part, or published, has learnt from everything before it.
 *
 * With `part: 'validation'` the report is that of the first model, on the validation part; the model and the data that
 * are returned are those of the second. Without `refit`, there is the first model alone.
 */
export async function runExperiment(part: 'test' | 'validation', options: RunOptions): Promise<RunResult> {
  const { engine, config, split, store, resume, onProgress, onEpoch } = options;
  onProgress?.({ kind: 'phase', message: 'Fitting features' });
  const data = prepareTraining(config, split.train);
  const validation = positivesOf(split.validation);
  const hasValidation = validation.length > 0;
  const examining = createExamination(config, data, validation);
  onProgress?.({ kind: 'phase', message: `Training on ${thousands(data.positives.length)} positives` });
  const selected = await trainLoop(engine, config, data, {
    ...(hasValidation && { validation: examining }),
    store,
    resume,
    onProgress,
    onEpoch,
  });
  const report = (fit: Fit, on: 'test' | 'validation', examination: Examination): Report => {
    onProgress?.({ kind: 'phase', message: `Evaluating on the ${on} part` });
    return createReport({
      engine,
      config,
      data: fit.data,
      loop: { ...fit.loop, curve: selected.curve, trainSeconds: spent(fit) },
      splitKind: split.kind,
      part: on,
      examination,
      timing: { readSeconds: options.readSeconds ?? 0 },
      onProgress,
      onRanked: options.onRanked,
    });
  };
  const spent = ({ loop }: Fit): number =>
    loop === selected ? loop.trainSeconds : selected.trainSeconds + loop.trainSeconds;
  const validationReport =
    part === 'validation' ? report({ data, loop: selected }, part, examining) : undefined;
  const final =
    hasValidation && options.refit !== false ? await refit(selected.bestEpoch) : { data, loop: selected };
  if (validationReport) {
    return { report: validationReport, model: final.loop.model, data: final.data };
  }
  const test = positivesOf(split.test);
  const examination = createExamination(config, final.data, test);
  return { report: report(final, 'test', examination), model: final.loop.model, data: final.data };

  async function refit(epochs: number): Promise<Fit> {
    const everything = prepareTraining(config, split.train, split.validation);
    const count = thousands(everything.positives.length);
    onProgress?.({ kind: 'phase', message: `Training anew on all ${count} positives, ${epochs} epochs` });
    const loop = await trainLoop(engine, config, everything, {
      epochs,
      store,
      checkpoint: 'refit',
      resume,
      onProgress,
    });
    return { data: everything, loop };
  }
}

interface Fit {
  readonly data: TrainingData;
  readonly loop: LoopResult;
}

function thousands(count: number): string {
  return count.toLocaleString('en-US');
}
