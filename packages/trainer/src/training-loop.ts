import { setImmediate as yieldToEvents } from 'node:timers/promises';
import {
  createModel,
  meanRowForUnknown,
  modelFromTensors,
  modelTensors,
  type Tensors,
  type TwoTowerModel,
} from '@twotower/core';
import { createTrainStep, type Engine } from '@twotower/core/train';
import { accidentalHits } from '@twotower/sampling';
import type { Config, EpochRecord } from '@twotower/schema';
import type { Store } from '@twotower/store';
import { type BatchOptions, epochBatches } from './batches.ts';
import {
  type BestWeights,
  type CheckpointName,
  fingerprintOf,
  loadCheckpoint,
  type Standing,
  saveCheckpoint,
} from './checkpoint.ts';
import { validate } from './early-stopping.ts';
import { TrainerError } from './error.ts';
import type { Examination } from './evaluation/evaluate.ts';
import { idDropout } from './id-dropout.ts';
import { createNegatives } from './negatives.ts';
import type { TrainingData } from './prepare.ts';
import type { OnProgress } from './progress.ts';

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
}

/**
 * Trains a model from its first weights, epoch by epoch, and keeps the best one.
 *
 * @throws TrainerError where the loss is no longer a number, or a checkpoint does not fit
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
  const checkpoint =
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
  const inputs = { user: data.fitted.user.inputs, item: data.fitted.item.inputs };
  const model = checkpoint
    ? modelFromTensors({ ...inputs, ...checkpoint.tensors })
    : createModel({
        dim: config.model.dim,
        tables: data.fitted.tables,
        user: { inputs: inputs.user, hidden: config.model.user.hidden },
        item: { inputs: inputs.item, hidden: config.model.item.hidden },
        seed: training.seed,
      });
  const step = createTrainStep(engine, model, {
    temperature: config.model.temperature,
    learningRate: training.learningRate,
  });
  const batches: BatchOptions = {
    batchSize: training.batchSize,
    seed: training.seed,
    logQ: config.loss.logQ,
    sources: createNegatives(config, data.counts),
    hits: accidentalHits(data.byUser, data.items),
    userDropout: dropout.user,
    itemDropout: dropout.item,
  };
  let standing: Standing = checkpoint?.standing ?? {
    nextEpoch: 1,
    sinceBest: 0,
    bestEpoch: 0,
    bestValue: Number.NEGATIVE_INFINITY,
    curve: [],
  };
  let best: BestWeights = checkpoint
    ? { dense: checkpoint.tensors['best-dense'], tables: checkpoint.tensors['best-tables'] }
    : copyWeights(model);

  try {
    if (checkpoint) {
      step.restore(checkpoint.tensors.state);
    }
    const stopped = (): boolean =>
      options.validation !== undefined && standing.sinceBest >= training.earlyStopping;
    while (standing.nextEpoch <= epochs && !stopped()) {
      const record = await runEpoch(standing.nextEpoch);
      const validation = options.validation && validate(engine, config, model, data, options.validation);
      const value = validation?.value ?? standing.nextEpoch;
      const improved = value > standing.bestValue;
      if (improved) {
        best = copyWeights(model);
      }
      standing = {
        nextEpoch: standing.nextEpoch + 1,
        sinceBest: improved ? 0 : standing.sinceBest + 1,
        bestEpoch: improved ? standing.nextEpoch : standing.bestEpoch,
        bestValue: improved ? value : standing.bestValue,
        curve: [...standing.curve, validation ? { ...record, validation: validation.metrics } : record],
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
        await saveCheckpoint(options.store, checkpointName, fingerprint, standing, model, step, best);
      }
    }
    const { accumulators } = modelTensors(model);
    const trained = modelFromTensors({ ...inputs, ...best, accumulators });
    for (const side of ['user', 'item'] as const) {
      if (dropout[side] === 0 && !readByHistory(side)) {
        const table = trained.tables.get(`${side}-ids`);
        if (table) {
          meanRowForUnknown(table);
        }
      }
    }
    const trainSeconds = standing.curve.reduce((sum, record) => sum + record.seconds, 0);
    return {
      model: trained,
      bestEpoch: standing.bestEpoch,
      curve: standing.curve,
      trainSeconds,
      samplesPerSecond: (standing.curve.length * data.positives.length) / Math.max(trainSeconds, 1e-9),
    };
  } finally {
    step.dispose();
  }

  async function runEpoch(epoch: number): Promise<EpochRecord> {
    const started = performance.now();
    const total = data.positives.length;
    let done = 0;
    let lossSum = 0;
    let reported = started;
    for (const batch of epochBatches(data, epoch, batches)) {
      const loss = step.run(batch);
      if (!Number.isFinite(loss)) {
        throw new TrainerError(
          'failed',
          `the loss became ${loss} in epoch ${epoch} after ${done} samples; lower training.learningRate ` +
            `(now ${training.learningRate}) or raise model.temperature (now ${config.model.temperature})` +
            `${options.store && epoch > 1 ? '; the checkpoint of the last epoch is kept' : ''}`,
        );
      }
      done += batch.users.size;
      lossSum += loss * batch.users.size;
      const now = performance.now();
      if (now - reported > 200) {
        reported = now;
        options.onProgress?.({
          kind: 'epoch-progress',
          epoch,
          epochs,
          done,
          total,
          loss: lossSum / done,
          samplesPerSecond: (done / (now - started)) * 1000,
        });
        await yieldToEvents();
      }
    }
    const seconds = (performance.now() - started) / 1000;
    return { epoch, loss: lossSum / done, seconds, samplesPerSecond: done / seconds };
  }

  function readByHistory(side: 'user' | 'item'): boolean {
    return side === 'item' && data.fitted.user.history !== undefined;
  }
}

function copyWeights(model: TwoTowerModel): BestWeights {
  const { dense, tables } = modelTensors(model);
  return { dense: copyTensors(dense), tables: copyTensors(tables) };
}

function copyTensors(tensors: Tensors): Tensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, data }]) => [name, { shape, data: data.slice() }]),
  );
}
