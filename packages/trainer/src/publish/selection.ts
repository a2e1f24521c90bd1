import { type Report, type ScoreTerms, scoreTerms } from '@twotower/schema';
import { calibrate } from '../examine/calibrate.ts';
import { asksAnything, createExamination } from '../examine/examination.ts';
import { positivesOf } from '../prepare/positives.ts';
import { prepareTraining } from '../prepare/prepare.ts';
import { type LoopResult, trainLoop } from '../teach/train-loop.ts';
import { workersNotice } from '../teach/worker-count.ts';
import { examineFit, type Fit, reportOf, thousands } from './fit.ts';
import type { SettledOptions } from './run-options.ts';

const nothingToValidate =
  'the validation part holds nothing but what its users took before, which evaluation.seen: mask leaves out: all epochs are trained, without early stopping. Set evaluation.seen: keep where users come back to what they know';

/** What the training part and the validation part told. */
export interface Selection extends Pick<LoopResult, 'bestEpoch' | 'curve' | 'trainSeconds'> {
  readonly terms: ScoreTerms;
  /** Of the validation part, where that is the one to report on. */
  readonly report?: Report;
  /** Where nothing is trained anew; else its model and data are let go, as the second need the room. */
  readonly fit?: Fit;
}

/** Trains on the training part until the validation part has had enough, which then calibrates too. */
export async function select(part: 'test' | 'validation', options: SettledOptions): Promise<Selection> {
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
