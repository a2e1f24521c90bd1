import type { TwoTowerModel } from '@twotower/core';
import type { Engine } from '@twotower/core/train';
import type { Config, EpochRecord, Report } from '@twotower/schema';
import type { Store } from '@twotower/store';
import { createExamination } from './examination.ts';
import { collectPositives } from './interactions.ts';
import { prepareTraining, type Split, type TrainingData } from './prepare.ts';
import type { OnProgress } from './progress.ts';
import { createReport } from './report.ts';
import { trainLoop } from './training-loop.ts';

export interface RunOptions {
  readonly engine: Engine;
  readonly config: Config;
  readonly split: Split;
  /** Seconds that reading took, for the report. */
  readonly readSeconds?: number;
  /** Checkpoints go here. */
  readonly store?: Store;
  readonly resume?: boolean;
  readonly onProgress?: OnProgress;
  readonly onEpoch?: (record: EpochRecord) => Promise<void>;
}

export interface RunResult {
  readonly report: Report;
  readonly model: TwoTowerModel;
  readonly data: TrainingData;
}

/**
 * Trains on the training part, stops early by the validation part, and examines model and baselines on `part`.
 *
 * At the test, what users did in the validation part is masked like what they did in training, and the baselines learn
 * from both; the model learns from the training part alone.
 */
export async function runExperiment(part: 'test' | 'validation', options: RunOptions): Promise<RunResult> {
  const { engine, config, split, onProgress } = options;
  onProgress?.({ kind: 'phase', message: 'Fitting features' });
  const data = await prepareTraining(config, split.train);
  const validation = await collectPositives(split.validation);
  const validating =
    validation.length > 0 ? createExamination(config, data, data.positives, validation) : undefined;
  onProgress?.({ kind: 'phase', message: `Training on ${data.positives.length} positives` });
  const loop = await trainLoop(engine, config, data, {
    validation: validating,
    store: options.store,
    resume: options.resume,
    onProgress,
    onEpoch: options.onEpoch,
  });

  onProgress?.({ kind: 'phase', message: `Evaluating on the ${part} part` });
  const before = part === 'test' ? await collectPositives(split.train, split.validation) : data.positives;
  const examined = part === 'test' ? await collectPositives(split.test) : validation;
  const report = createReport({
    engine,
    config,
    data,
    loop,
    splitKind: split.kind,
    part,
    examination: createExamination(config, data, before, examined),
    before,
    timing: { readSeconds: options.readSeconds ?? 0 },
    onProgress,
  });
  return { report, model: loop.model, data };
}
