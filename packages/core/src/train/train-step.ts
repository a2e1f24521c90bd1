import { CoreError } from '../error.ts';
import type { TwoTowerModel } from '../model.ts';
import type { Tensors } from '../model-tensors.ts';
import { DenseAdagrad } from './dense-adagrad.ts';
import { copyDense, createDenseState, type DenseState, withOwnDense } from './dense-state.ts';
import { countHits, type StepDiagnosis } from './diagnosis.ts';
import { Dropout, type DropoutOptions } from './dropout.ts';
import { kernelFits, kernelWork } from './kernel/kernel-work.ts';
import { LearnedTemperature } from './learned-temperature.ts';
import type { LossOptions } from './losses/create-loss.ts';
import { RowGradients } from './row-gradients.ts';
import type { SelfSupervision } from './self-supervision.ts';
import { type StepEngine, withTensors } from './step-engine.ts';
import { tensorWork } from './tensor-work.ts';
import type { TrainBatch } from './train-batch.ts';
import { withLock } from './with-lock.ts';

export interface TrainStepOptions {
  /** Default `{ kind: 'softmax' }`. */
  readonly loss?: LossOptions;
  /** Divides the similarity: too large learns nothing but popularity, too small only the nearest negatives. */
  readonly temperature: number;
  /** Whether the temperature is learnt, starting from the given one: softmax, bsl and binary cross-entropy. Default no. */
  readonly learnTemperature?: boolean;
  /** Of the rows: too small needs many epochs, too large forgets what rare rows have learnt. 0.1 is good. */
  readonly learningRate: number;
  /**
   * Of the layers and the temperature, far below the rows': Adagrad's first steps are about as long as the rate, and a layer
   * takes one in every batch, a row now and then. Too large: the loss stays high and layers do worse than none; too
   * small: they stay what they were at first. Default: `learningRate / 10`.
   */
  readonly denseLearningRate?: number;
  /** What the dense weights' Adagrad accumulators start from; as the rows', see `ModelShape`. Default 1e-7. */
  readonly initialAccumulator?: number;
  /** Pulls the rows that a step touches towards 0, see {@link RowGradients.apply}. Default 0. */
  readonly l2?: number;
  /** Added under Adagrad's root. Default 1e-12. */
  readonly epsilon?: number;
  /** The optimiser's dense state, where steps in other threads teach the same model. Default: one of its own, fresh. */
  readonly dense?: DenseState;
  /** Of hidden layers, while learning. Default none. */
  readonly dropout?: DropoutOptions;
  /** Learns from `batch.views` too. */
  readonly selfSupervision?: SelfSupervision;
}

/** Teaches one model, batch by batch; holds the optimiser's dense state. */
export interface TrainStep {
  /** One step: updates the model's tables and layers in place and returns the batch's mean loss before it. */
  run(batch: TrainBatch): number;
  /** The same loss without learning, and without dropout. */
  loss(batch: TrainBatch): number;
  /** A closer look at a batch, without learning. */
  diagnose(batch: TrainBatch): StepDiagnosis;
  /** The temperature as it stands. */
  readonly temperature: number;
  /**
   * What the step holds beside the model: Adagrad accumulators of the dense weights, a learnt temperature, how far dropout
   * is. The rows' accumulators lie in their tables.
   */
  denseState(): Tensors;
  restore(state: Tensors): void;
  /** The step cannot run after it. */
  dispose(): void;
}

/** Throws {@link CoreError} for a temperature or learning rate that is not positive, and without tensors where the kernel does not fit. */
export function createTrainStep(
  engine: StepEngine,
  model: TwoTowerModel,
  options: TrainStepOptions,
): TrainStep {
  const { learningRate, epsilon = 1e-12 } = options;
  const { denseLearningRate = learningRate / 10, learnTemperature = false } = options;
  for (const [name, value] of Object.entries({
    temperature: options.temperature,
    learningRate,
    denseLearningRate,
  })) {
    if (!(value > 0)) throw new CoreError(`${name}: ${value} is not positive`);
  }
  const state = options.dense ?? createDenseState(model, options);
  const learned = learnTemperature ? new LearnedTemperature(options.temperature, state) : null;
  const dropout = options.dropout ? new Dropout(options.dropout) : null;
  const held = [learned, dropout].filter((part) => part !== null);
  const { kernel } = engine;
  const dense = new DenseAdagrad(model, state, kernel);
  // The layers as they stood when the step began, whatever other threads do to the model's meanwhile.
  const standing = withOwnDense(model);
  const rows = new Map([...model.tables.values()].map((table) => [table, new RowGradients(table, kernel)]));
  const temperatureNow = () => learned?.value ?? options.temperature;
  const work =
    kernel && kernelFits(options)
      ? kernelWork(kernel, standing, options, temperatureNow, dense, rows)
      : tensorWork(withTensors(engine), standing, options, temperatureNow, dense, rows);
  let disposed = false;

  const forget = () => {
    dense.forget();
    for (const gradients of rows.values()) gradients.forget();
  };

  const learn = (batch: TrainBatch): number => {
    dropout?.next();
    const { loss, logTemperature, positives } = work.collect(batch, dropout);
    batch.onPositives?.(positives());
    if (learned !== null && logTemperature === undefined)
      throw new CoreError(noTemperature(options.loss?.kind));
    withLock(state.lock, () => {
      if (logTemperature !== undefined) learned?.apply(logTemperature, denseLearningRate, epsilon);
      dense.apply(denseLearningRate, epsilon);
    });
    for (const gradients of rows.values()) gradients.apply(learningRate, epsilon, options.l2);
    return loss;
  };

  const diagnose = (batch: TrainBatch): StepDiagnosis => {
    const { loss, scoreRange } = work.collect(batch, null);
    let ofRows = 0;
    for (const gradients of rows.values()) ofRows += gradients.squares();
    return {
      loss,
      temperature: temperatureNow(),
      gradientNorms: { dense: Math.sqrt(dense.squares()), rows: Math.sqrt(ofRows) },
      scores: scoreRange(),
      maskedHits: countHits(batch),
    };
  };

  const once = <T>(calls: () => T): T => {
    if (disposed) throw new CoreError('train step: disposed; create another');
    try {
      withLock(state.lock, () => copyDense(model, standing));
      return work.within(calls);
    } finally {
      forget();
    }
  };

  return {
    run: (batch) => once(() => learn(batch)),
    loss: (batch) => once(() => work.loss(batch)),
    diagnose: (batch) => once(() => diagnose(batch)),
    get temperature() {
      return temperatureNow();
    },
    denseState: () => Object.assign(dense.state(), ...held.map((part) => part.state())),
    restore: (state) => {
      dense.restore(state);
      for (const part of held) part.restore(state);
    },
    dispose: () => {
      disposed = true;
      rows.clear();
    },
  };
}

function noTemperature(kind = 'softmax'): string {
  return `loss ${kind}: has no temperature to learn; leave learnTemperature out, or take softmax, bsl or binary cross-entropy`;
}
