import { createModel, meanRowForUnknown, modelFromTensors, type TwoTowerModel } from '@twotower/core';
import { type Engine, kernelSuffices } from '@twotower/core/train';
import type { Config, EpochRecord } from '@twotower/schema';
import type { Store } from '@twotower/store';
import { TrainerError } from '../error.ts';
import type { Examination } from '../examine/evaluate.ts';
import { idDropout } from '../prepare/id-dropout.ts';
import { modelShape } from '../prepare/model-shape.ts';
import type { TrainingData } from '../prepare/prepare.ts';
import type { OnProgress } from '../progress.ts';
import {
  type CheckpointName,
  fingerprintOf,
  loadCheckpoint,
  type Standing,
  saveCheckpoint,
} from './checkpoint.ts';
import { collapseOf } from './collapse.ts';
import { deadIds } from './dead-ids.ts';
import { validate } from './early-stopping.ts';
import { freeMemory } from './free-memory.ts';
import { hardConfigs } from './hard-negatives.ts';
import { keepWeights } from './kept-weights.ts';
import { describeMemory, memoryNeeds, requireMemory, totalMemory } from './memory-needs.ts';
import { mineLists } from './mined-lists.ts';
import { stepOptions } from './step-options.ts';
import { openTeacher } from './teacher.ts';
import { createWindows } from './windows.ts';
import { workerCount } from './worker-count.ts';

export interface LoopOptions {
  /** Decides about early stopping; without it all epochs are run and the last weights kept. */
  readonly validation?: Examination;
  /** How many epochs at most; by default the config's. */
  readonly epochs?: number;
  /** Where checkpoints go after each epoch; without a store there are none. */
  readonly store?: Store;
  /** The checkpoint's name, where a run has several loops. */
  readonly checkpoint?: CheckpointName;
  readonly resume?: boolean;
  readonly onProgress?: OnProgress;
  readonly onEpoch?: (record: EpochRecord) => Promise<void>;
}

export interface LoopResult {
  /** Holds the weights of the best epoch. */
  readonly model: TwoTowerModel;
  readonly bestEpoch: number;
  readonly curve: readonly EpochRecord[];
  readonly trainSeconds: number;
  readonly samplesPerSecond: number;
  /** Threads that taught. */
  readonly workers: number;
}

const impressionsHurt =
  "negatives: impressions without a click are drawn as hard ones. What was shown had been recalled rightly and was only not chosen this time; pushing it away teaches recall to leave out what rankers want. Use source: 'log' with what rankers dropped";

/**
 * Trains a model from its first weights, epoch by epoch, and keeps the best one.
 *
 * @throws TrainerError where the loss is no longer a number, a checkpoint does not fit, or memory is too little
 */
export async function trainLoop(
  engine: Engine,
  config: Config,
  data: TrainingData,
  options: LoopOptions,
): Promise<LoopResult> {
  const { training } = config;
  const epochs = options.epochs ?? training.epochs;
  const checkpointName = options.checkpoint ?? 'select';
  const dropout = idDropout(config);
  const fingerprint = options.store ? fingerprintOf(config, data) : '';
  let checkpoint =
    options.store && options.resume
      ? await loadCheckpoint(options.store, checkpointName, fingerprint)
      : undefined;
  if (options.resume) {
    const done = checkpoint ? checkpoint.standing.nextEpoch - 1 : 0;
    const message = checkpoint
      ? `resuming after epoch ${done} of ${epochs}`
      : 'no checkpoint to resume from; starting from the first epoch';
    options.onProgress?.({ kind: 'notice', message });
  }
  const shape = modelShape(config, data.fitted);
  const inputs = { user: shape.user.inputs, item: shape.item.inputs };
  const workers = workerCount(config, data.positives.length);
  const needs = memoryNeeds(config, data, {
    workers,
    validated: options.validation !== undefined,
    byKernel: engine.kernel !== undefined && kernelSuffices(await stepOptions(config)),
  });
  const free = freeMemory(totalMemory(needs));
  requireMemory(needs, free, config);
  options.onProgress?.({ kind: 'phase', message: `Training takes about ${describeMemory(needs, free)}` });
  const model = checkpoint ? modelFromTensors({ ...inputs, ...checkpoint.tensors }) : createModel(shape);
  if (hardConfigs(config).some(({ source }) => source === 'impressions')) {
    options.onProgress?.({ kind: 'notice', message: impressionsHurt });
  }
  const ranks = hardConfigs(config).find(({ source }) => source === 'index');
  let standing: Standing = checkpoint?.standing ?? {
    nextEpoch: 1,
    sinceBest: 0,
    bestEpoch: 0,
    bestValue: Number.NEGATIVE_INFINITY,
    curve: [],
  };
  const kept = keepWeights(model, training.averaging, options.validation !== undefined, checkpoint);

  const teacher = await openTeacher(
    {
      engine,
      config,
      data,
      windows: createWindows(data),
      model,
      epochs,
      ...(checkpoint && { state: checkpoint.tensors.state }),
      onProgress: options.onProgress,
      notFinite,
    },
    workers,
  );
  // Its tables are in the model by now; kept here they would be held twice.
  checkpoint = undefined;

  try {
    const stopped = (): boolean =>
      (options.validation !== undefined && standing.sinceBest >= training.earlyStopping) ||
      (options.epochs === undefined &&
        secondsOf(standing) >= (training.maxSeconds ?? Number.POSITIVE_INFINITY));
    while (standing.nextEpoch <= epochs && !stopped()) {
      const epoch = standing.nextEpoch;
      const mined =
        ranks && epoch >= ranks.fromEpoch
          ? mineLists(engine, model, data, ranks.ranks, training.seed * 1_000_003 + epoch)
          : undefined;
      const { record, diagnosis } = await teacher.teach(epoch, mined);
      kept.endEpoch(epoch);
      const validation =
        options.validation && validate(engine, config, kept.examined, data, options.validation);
      const value = validation?.value ?? standing.nextEpoch;
      const improved = value > standing.bestValue;
      if (improved) {
        kept.keep();
      }
      standing = {
        nextEpoch: standing.nextEpoch + 1,
        sinceBest: improved ? 0 : standing.sinceBest + 1,
        bestEpoch: improved ? standing.nextEpoch : standing.bestEpoch,
        bestValue: improved ? value : standing.bestValue,
        curve: [
          ...standing.curve,
          {
            ...record,
            ...(validation && { validation: validation.metrics }),
            ...(diagnosis && {
              diagnosis: {
                ...diagnosis,
                collapse: collapseOf(kept.examined, data, training.seed),
                deadIds: deadIds(model),
              },
            }),
          },
        ],
      };
      await options.onEpoch?.(standing.curve[standing.curve.length - 1]);
      options.onProgress?.({
        kind: 'epoch',
        epochs,
        ...record,
        ...(validation && {
          metric: { name: validation.name, value: validation.value, best: improved },
        }),
      });
      if (options.store) {
        await saveCheckpoint(options.store, checkpointName, fingerprint, standing, model, {
          state: await teacher.state(),
          ...kept.forCheckpoint(),
        });
      }
    }
    kept.publish();
    for (const side of ['user', 'item'] as const) {
      if (dropout[side] === 0 && !readByHistory(side)) {
        const table = model.tables.get(`${side}-ids`);
        if (table) {
          meanRowForUnknown(table);
        }
      }
    }
    const trainSeconds = secondsOf(standing);
    return {
      model,
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
        `${options.store && epoch > 1 ? '; the checkpoint of the last epoch is kept' : ''}`,
    );
  }

  function readByHistory(side: 'user' | 'item'): boolean {
    return side === 'item' && data.fitted.user.histories.length > 0;
  }
}

function secondsOf({ curve }: Standing): number {
  return curve.reduce((sum, { seconds }) => sum + seconds, 0);
}
