import type { TwoTowerModel } from '@twotower/core';
import type { Engine } from '@twotower/core/train';
import { type Config, type EpochRecord, type Report, type ScoreTerms, scoreTerms } from '@twotower/schema';
import type { Store } from '@twotower/store';
import { calibrate } from '../examine/calibrate.ts';
import type { Examination } from '../examine/examination.ts';
import { asksAnything, createExamination } from '../examine/examination.ts';
import { createReport, type OnRanked } from '../examine/report.ts';
import { termsOf } from '../examine/terms-of.ts';
import { positivesOf } from '../prepare/positives.ts';
import { prepareTraining, type Split, type TrainingData } from '../prepare/prepare.ts';
import { settleHistory } from '../prepare/settle-history.ts';
import type { OnProgress } from '../progress.ts';
import type { Learnt } from '../teach/served-learner.ts';
import { type LoopResult, trainLoop } from '../teach/train-loop.ts';
import { workersNotice } from '../teach/worker-count.ts';

export interface RunOptions {
  readonly engine: Engine;
  readonly config: Config;
  readonly split: Split;
  /** Seconds that reading took, for the report. */
  readonly readSeconds?: number;
  /** What is known of the log already, for the report. */
  readonly warnings?: readonly string[];
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
  /** The model to serve. */
  readonly model: TwoTowerModel;
  readonly learnt: Learnt;
  readonly data: TrainingData;
  /** By what the model ranks beside its cosines. */
  readonly terms: ScoreTerms;
}

/**
 * Trains on the training part, lets the validation part decide after which epoch to stop, then trains anew for as many
 * epochs on both. Between the two, calibration chooses the terms of the score beside the cosine. The model that is examined on the test part, or published, has learnt from everything before it.
 *
 * With `part: 'validation'` the report is that of the first model, on the validation part; the model and the data that
 * are returned are those of the second. Without `refit`, there is the first model alone.
 */
export async function runExperiment(part: 'test' | 'validation', asked: RunOptions): Promise<RunResult> {
  const { split } = asked;
  const config = settleHistory(asked.config, split, asked.onProgress);
  const options = { ...asked, config };
  const selected = await select(part, options);
  const { terms } = selected;
  const { data, loop } = selected.fit ?? (await trainAnew(options, selected.bestEpoch));
  if (selected.report) {
    return { report: selected.report, model: loop.model, learnt: loop.learnt, data, terms };
  }
  const examination = createExamination(config, data, positivesOf(split.test));
  const trainSeconds = selected.trainSeconds + (selected.fit ? 0 : loop.trainSeconds);
  const report = reportOf(
    options,
    { data, loop: { ...loop, curve: selected.curve, trainSeconds } },
    'test',
    examination,
    terms,
  );
  return { report, model: loop.model, learnt: loop.learnt, data, terms };
}

interface Fit {
  readonly data: TrainingData;
  readonly loop: LoopResult;
}

const nothingToValidate =
  'the validation part holds nothing but what its users took before, which evaluation.seen: mask leaves out: all epochs are trained, without early stopping. Set evaluation.seen: keep where users come back to what they know';

/** What the training part and the validation part told. */
interface Selection extends Pick<LoopResult, 'bestEpoch' | 'curve' | 'trainSeconds'> {
  readonly terms: ScoreTerms;
  /** Of the validation part, where that is the one to report on. */
  readonly report?: Report;
  /** Where nothing is trained anew; else its model and data are let go, as the second need the room. */
  readonly fit?: Fit;
}

async function select(part: 'test' | 'validation', options: RunOptions): Promise<Selection> {
  const { engine, config, split, store, resume, onProgress, onEpoch } = options;
  onProgress?.({ kind: 'phase', message: 'Fitting features' });
  const data = prepareTraining(config, split.train);
  const validation = positivesOf(split.validation);
  const examining = createExamination(config, data, validation);
  const hasValidation = asksAnything(examining);
  if (validation.length > 0 && !hasValidation) {
    onProgress?.({ kind: 'notice', message: nothingToValidate });
  }
  const notice = workersNotice(config, data.positives.length);
  if (notice) {
    onProgress?.({ kind: 'notice', message: notice });
  }
  onProgress?.({ kind: 'phase', message: `Training on ${thousands(data.positives.length)} positives` });
  const loop = await trainLoop(engine, config, data, {
    ...(hasValidation && { validation: examining }),
    store,
    resume,
    onProgress,
    onEpoch,
  });
  const { bestEpoch, curve, trainSeconds } = loop;
  const fit = { data, loop };
  const calibration = hasValidation ? calibrate(engine, config, loop.model, data, examining) : undefined;
  if (calibration && (config.prior === 'auto' || config.calibration === 'auto')) {
    onProgress?.({ kind: 'notice', message: calibration.line });
  }
  const terms = calibration?.terms ?? scoreTerms(config);
  return {
    terms,
    bestEpoch,
    curve,
    trainSeconds,
    ...(part === 'validation' && { report: reportOf(options, fit, part, examining, terms) }),
    ...((validation.length === 0 || options.refit === false) && { fit }),
  };
}

async function trainAnew(options: RunOptions, epochs: number): Promise<Fit> {
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

function reportOf(
  { engine, config, split, readSeconds = 0, warnings, onProgress, onRanked }: RunOptions,
  { data, loop }: Fit,
  part: 'test' | 'validation',
  examination: Examination,
  terms: ScoreTerms,
): Report {
  onProgress?.({ kind: 'phase', message: `Evaluating on the ${part} part` });
  return createReport({
    engine,
    config,
    data,
    loop,
    splitKind: split.kind,
    part,
    examination,
    terms: termsOf(engine, loop.model, data, terms),
    timing: { readSeconds },
    warnings,
    onProgress,
    onRanked,
  });
}

function thousands(count: number): string {
  return count.toLocaleString('en-US');
}
