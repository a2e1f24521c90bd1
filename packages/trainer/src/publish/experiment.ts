import type { TwoTowerModel } from '@twotower/core';
import type { Engine } from '@twotower/core/train';
import { type Config, type EpochRecord, type Report, type ScoreTerms, scoreTerms } from '@twotower/schema';
import type { Store } from '@twotower/store';
import { type Chosen, chooseSettings } from '../choose/choose-settings.ts';
import { calibrate } from '../examine/calibrate.ts';
import type { Examination } from '../examine/examination.ts';
import { asksAnything, createExamination } from '../examine/examination.ts';
import { type Examined, examineAll, type OnRanked } from '../examine/examine-all.ts';
import { createReport } from '../examine/report.ts';
import type { TaughtModel } from '../examine/taught-model.ts';
import { termsOf } from '../examine/terms-of.ts';
import { positivesOf } from '../prepare/positives.ts';
import { prepareTraining, type Split, type TrainingData } from '../prepare/prepare.ts';
import { settleConfig } from '../prepare/settle-config.ts';
import type { OnProgress } from '../progress.ts';
import type { Learnt } from '../teach/served-learner.ts';
import { type LoopResult, trainLoop } from '../teach/train-loop.ts';
import { workersNotice } from '../teach/worker-count.ts';

export interface RunOptions {
  readonly engine: Engine;
  readonly config: Config;
  /**
   * What the config's author has said, see `statedKeys`. With it and `choose: auto`, what is not said is chosen on the validation
   * part; without it the config is taken as it is.
   */
  readonly stated?: ReadonlySet<string>;
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
  /** As it was settled: what it left open has been chosen. */
  readonly config: Config;
  /** The model to serve. */
  readonly model: TwoTowerModel;
  readonly learnt: Learnt;
  readonly data: TrainingData;
  /** By what the model ranks beside its cosines. */
  readonly terms: ScoreTerms;
}

/**
 * Trains on the training part, lets the validation part decide after which epoch to stop, then trains anew for as many
 * epochs on both. Between the two, calibration chooses the terms of the score beside the cosine. The model that is examined
 * on the test part, or published, has learnt from everything before it.
 *
 * Of a rolling split each window is tested so, and the report is of all of them.
 *
 * With `part: 'validation'` the report is that of the first model, on the validation part; the model and the data that
 * are returned are those of the second. Without `refit`, there is the first model alone.
 */
export async function runExperiment(part: 'test' | 'validation', asked: RunOptions): Promise<RunResult> {
  const options = { ...asked, ...(await settle(asked)) };
  const selected = await select(part, options);
  const { terms } = selected;
  if (selected.report) {
    const { data, loop } = selected.fit ?? (await trainAnew(options, selected.bestEpoch));
    return {
      report: selected.report,
      config: options.config,
      model: loop.model,
      learnt: loop.learnt,
      data,
      terms,
    };
  }
  return testWindows(options, selected);
}

/** A run whose config is settled. */
type SettledOptions = RunOptions & Chosen;

async function settle({ engine, config, stated, split, onProgress }: RunOptions): Promise<Chosen> {
  const isOpen = stated !== undefined && config.choose === 'auto';
  return isOpen
    ? chooseSettings({ engine, config, stated, split, onProgress })
    : { config: settleConfig(config, split, onProgress) };
}

/**
 * Tests on the test part: of a rolling split window by window, each on a model of its own for as many epochs as the first
 * one's validation part has said. What is returned beside the report is of the last.
 */
async function testWindows(options: SettledOptions, selected: Selection): Promise<RunResult> {
  const { split, store, onProgress, onRanked } = options;
  const { later = [] } = split;
  const { terms } = selected;
  let { trainSeconds } = selected;
  const test = async (w: number): Promise<Tested> => {
    // Checkpoints are the first window's.
    const window = w === 0 ? { split, store } : { split: later[w - 1](), store: undefined };
    const own = { ...options, ...window, onRanked: w === later.length ? onRanked : undefined };
    if (later.length > 0) {
      onProgress?.({ kind: 'phase', message: `Window ${w + 1} of ${later.length + 1}` });
    }
    const fit = w === 0 && selected.fit ? selected.fit : await trainAnew(own, selected.bestEpoch);
    trainSeconds += fit === selected.fit ? 0 : fit.loop.trainSeconds;
    const examination = createExamination(own.config, fit.data, positivesOf([own.split.test]));
    return { fit, examined: examineFit(own, fit, 'test', examination, terms) };
  };
  const earlier: Examined[] = [];
  for (let w = 0; w < later.length; w++) {
    const { examined } = await test(w);
    earlier.push(examined);
  }
  const last = await test(later.length);
  const [first, ...others] = [...earlier, last.examined];
  const { data, loop } = last.fit;
  const report = reportOf(options, { ...loop, curve: selected.curve, trainSeconds }, 'test', [
    first,
    ...others,
  ]);
  return { report, config: options.config, model: loop.model, learnt: loop.learnt, data, terms };
}

interface Tested {
  readonly fit: Fit;
  readonly examined: Examined;
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

async function select(part: 'test' | 'validation', options: SettledOptions): Promise<Selection> {
  const { engine, config, begun, split, store, resume, onProgress, onEpoch } = options;
  onProgress?.({ kind: 'phase', message: 'Fitting features' });
  const data = begun?.data ?? prepareTraining(config, split.train);
  const validation = positivesOf([split.validation]);
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
    ...(begun && { paused: begun.paused }),
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
    ...(part === 'validation' && {
      report: reportOf(options, loop, part, [examineFit(options, fit, part, examining, terms)]),
    }),
    ...((validation.length === 0 || options.refit === false) && { fit }),
  };
}

async function trainAnew(options: SettledOptions, epochs: number): Promise<Fit> {
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

function examineFit(
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

function reportOf(
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

function thousands(count: number): string {
  return count.toLocaleString('en-US');
}
