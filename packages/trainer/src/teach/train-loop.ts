import type { Engine } from '@twotower/core/train';
import type { Config, EpochRecord } from '@twotower/schema';
import { TrainerError } from '../error.ts';
import type { Examination } from '../examine/examination.ts';
import type { TaughtModel } from '../examine/taught-model.ts';
import { hardConfigs } from '../prepare/hard-configs.ts';
import type { TrainingData } from '../prepare/prepare.ts';
import { type BeginOptions, beginRun, type PausedRun } from './begin-run.ts';
import { fingerprintOf, saveCheckpoint } from './checkpoint.ts';
import { shuffledFeed } from './feed.ts';
import { judgeByValidation } from './judge.ts';
import { type LearnerState, learnerState } from './learner-state.ts';
import { mineLists } from './mined-lists.ts';
import { openTeacher } from './open-teacher.ts';
import { run, type Sink } from './run.ts';
import type { Learnt } from './served-learner.ts';
import { type Standing, secondsOf } from './standing.ts';
import { tellMemory } from './tell-memory.ts';
import { serveUnknown } from './unknown-rows.ts';
import { workerCount } from './worker-count.ts';

/** Checkpoints are written after each epoch where there is a store. */
export interface LoopOptions extends BeginOptions {
  /** Decides about early stopping; without it all epochs are run and the last weights kept. */
  readonly validation?: Examination;
  /** How many epochs at most; by default the config's. */
  readonly epochs?: number;
  /** Of how many events a batch is meant to be, see `Pass`. */
  readonly meant?: number;
  readonly onEpoch?: (record: EpochRecord) => Promise<void>;
}

export interface LoopResult extends TaughtModel {
  readonly learnt: Learnt;
  /** What the same training goes on from, should it have more epochs. */
  readonly paused: PausedRun;
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
  const passes = (from?.state.passes ?? 0) + (options.epochs ?? training.epochs);
  const feed = shuffledFeed(config, data, passes, { meant: options.meant });
  await tellMemory(engine, config, data, { workers, validated: validation !== undefined }, onProgress);
  if (hardConfigs(config).some(({ source }) => source === 'impressions')) {
    onProgress?.({ kind: 'notice', message: impressionsHurt });
  }

  const begun = await beginRun(config, data, validation !== undefined, fingerprint, options);
  const { model, held, served } = begun;
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
      paused: { standing, learner: state, saved: served.saved() },
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
