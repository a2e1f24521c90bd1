import { createModel } from '@twotower/core';
import { type Engine, kernelSuffices } from '@twotower/core/train';
import type { Config, EpochRecord } from '@twotower/schema';
import type { Store } from '@twotower/store';
import { TrainerError } from '../error.ts';
import type { Examination } from '../examine/examination.ts';
import type { TaughtModel } from '../examine/taught-model.ts';
import { hardConfigs } from '../prepare/hard-configs.ts';
import { modelShape } from '../prepare/model-shape.ts';
import type { TrainingData } from '../prepare/prepare.ts';
import type { OnProgress } from '../progress.ts';
import { type CheckpointName, fingerprintOf, loadCheckpoint, saveCheckpoint } from './checkpoint.ts';
import { shuffledFeed } from './feed.ts';
import { freeMemory } from './free-memory.ts';
import { judgeByValidation } from './judge.ts';
import { type Learner, type LearnerState, learnerState, openLearner } from './learner-state.ts';
import { describeMemory, memoryNeeds, requireMemory, totalMemory } from './memory-needs.ts';
import { mineLists } from './mined-lists.ts';
import { openTeacher } from './open-teacher.ts';
import { run, type Sink } from './run.ts';
import type { Learnt, StoredLearner } from './served-learner.ts';
import { type SavedWeights, servedWeights } from './served-weights.ts';
import { beginning, type Standing, secondsOf } from './standing.ts';
import { stepOptions } from './step-options.ts';
import { serveUnknown } from './unknown-rows.ts';
import { workerCount } from './worker-count.ts';

export interface LoopOptions {
  /** Decides about early stopping; without it all epochs are run and the last weights kept. */
  readonly validation?: Examination;
  /** How many epochs at most; by default the config's. */
  readonly epochs?: number;
  /** Whom to teach on, over the same features; by default a fresh model. */
  readonly from?: StoredLearner;
  /** Where checkpoints go after each epoch; without a store there are none. */
  readonly store?: Pick<Store, 'checkpoints'>;
  /** The checkpoint's name, where a run has several loops. */
  readonly checkpoint?: CheckpointName;
  readonly resume?: boolean;
  readonly onProgress?: OnProgress;
  readonly onEpoch?: (record: EpochRecord) => Promise<void>;
}

export interface LoopResult extends TaughtModel {
  readonly learnt: Learnt;
}

const impressionsHurt =
  "negatives: impressions without a click are drawn as hard ones. What was shown had been recalled rightly and was only not chosen this time; pushing it away teaches recall to leave out what rankers want. Use source: 'log' with what rankers dropped";

/** Training: the training part in a random order, epoch by epoch, until the validation part has had enough. */
export async function trainLoop(
  engine: Engine,
  config: Config,
  data: TrainingData,
  options: LoopOptions,
): Promise<LoopResult> {
  const { training } = config;
  const { validation, from, store, onProgress } = options;
  const fingerprint = store ? fingerprintOf(config, data) : '';
  const checkpointName = options.checkpoint ?? 'select';
  const workers = workerCount(config, data.positives.length);
  const feed = shuffledFeed(config, data, (from?.state.passes ?? 0) + (options.epochs ?? training.epochs));
  await tellMemory(engine, config, data, { workers, validated: validation !== undefined }, onProgress);
  if (hardConfigs(config).some(({ source }) => source === 'impressions')) {
    onProgress?.({ kind: 'notice', message: impressionsHurt });
  }

  const begun = await begin(config, data, options, feed.passes, fingerprint);
  const { model, held } = begun.learner;
  const served = servedWeights(model, training.averaging, validation !== undefined, begun.saved);
  const teacher = await openTeacher(
    {
      engine,
      config,
      data,
      feed,
      model,
      learns: { dense: true, tables: 'all' },
      held,
      onProgress,
      notFinite,
    },
    workers,
  );
  const ranks = hardConfigs(config).find(({ source }) => source === 'index');
  const mine = (epoch: number) =>
    ranks && epoch >= ranks.fromEpoch
      ? mineLists(engine, model, data, ranks.ranks, training.seed * 1_000_003 + epoch)
      : undefined;
  const learnerAfter = async (standing: Standing): Promise<LearnerState> =>
    learnerState({ passes: standing.nextEpoch - 1, model, held: await teacher.held() }, data.fitted);

  const curve: Sink = ({ judgement }) => options.onEpoch?.(judgement.record);
  const progress: Sink = ({ judgement: { record, metric, value }, improved }) => {
    const { epoch, loss, seconds, samplesPerSecond } = record;
    onProgress?.({
      kind: 'epoch',
      epochs: feed.passes,
      ...{ epoch, loss, seconds, samplesPerSecond },
      ...(metric !== undefined && { metric: { name: metric, value, best: improved } }),
    });
  };
  const checkpoint: Sink = async ({ standing }) => {
    if (store) {
      const learner = await learnerAfter(standing);
      await saveCheckpoint(store, checkpointName, fingerprint, { standing, learner, saved: served.saved() });
    }
  };
  const stop = {
    reached: (standing: Standing) =>
      (validation !== undefined && standing.sinceBest >= training.earlyStopping) ||
      (options.epochs === undefined &&
        secondsOf(standing) >= (training.maxSeconds ?? Number.POSITIVE_INFINITY)),
    judge: judgeByValidation({
      engine,
      config,
      data,
      learning: model,
      examined: served.examined,
      validation,
    }),
  };

  try {
    const start = { standing: begun.standing, teacher, served, mine };
    const standing = await run(start, feed, stop, [curve, progress, checkpoint]);
    const state = await learnerAfter(standing);
    const unknown = serveUnknown(config, data.fitted, served.model);
    const trainSeconds = secondsOf(standing);
    return {
      model: served.model,
      learnt: { model, state, unknown: served.model === model ? unknown : {}, saved: served.saved() },
      bestEpoch: standing.bestEpoch,
      curve: standing.curve,
      trainSeconds,
      samplesPerSecond: (standing.curve.length * data.positives.length) / Math.max(trainSeconds, 1e-9),
      workers,
    };
  } finally {
    await teacher.end();
  }

  function notFinite(loss: number, epoch: number, done: number, blame?: string): TrainerError {
    return new TrainerError(
      'failed',
      `the loss became ${loss} in epoch ${epoch} after ${done} samples; ` +
        (blame ??
          `lower training.learningRate (now ${training.learningRate}) or raise model.temperature (now ${config.model.temperature})`) +
        `${store && epoch > 1 ? '; the checkpoint of the last epoch is kept' : ''}`,
    );
  }
}

/** @throws TrainerError where training takes more than is free */
async function tellMemory(
  engine: Engine,
  config: Config,
  data: TrainingData,
  use: { readonly workers: number; readonly validated: boolean },
  onProgress?: OnProgress,
): Promise<void> {
  const byKernel = engine.kernel !== undefined && kernelSuffices(await stepOptions(config));
  const needs = memoryNeeds(config, data, { ...use, byKernel });
  const free = freeMemory(totalMemory(needs));
  requireMemory(needs, free, config);
  onProgress?.({ kind: 'phase', message: `Training takes about ${describeMemory(needs, free)}` });
}

interface Begun {
  readonly standing: Standing;
  readonly learner: Pick<Learner, 'model'> & Partial<Learner>;
  readonly saved?: SavedWeights;
}

/** A fresh learner, the one that is to be taught on, or that of an interrupted run. Not inlined above: there it would be held. */
async function begin(
  config: Config,
  { fitted }: TrainingData,
  { from, store, checkpoint = 'select', resume, onProgress }: LoopOptions,
  epochs: number,
  fingerprint: string,
): Promise<Begun> {
  const found = store && resume ? await loadCheckpoint(store, checkpoint, fingerprint) : undefined;
  if (resume) {
    const message = found
      ? `resuming after epoch ${found.standing.nextEpoch - 1} of ${epochs}`
      : 'no checkpoint to resume from; starting from the first epoch';
    onProgress?.({ kind: 'notice', message });
  }
  if (found) {
    return { standing: found.standing, learner: openLearner(fitted, found.learner), saved: found.saved };
  }
  if (from) {
    const learner = openLearner(fitted, from.state);
    return {
      standing: { ...beginning, nextEpoch: learner.passes + 1 },
      learner,
      saved: { ...(from.average && { average: from.average }) },
    };
  }
  return { standing: beginning, learner: { model: createModel(modelShape(config, fitted)) } };
}
