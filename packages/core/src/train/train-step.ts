import { CoreError } from '../error.ts';
import type { TwoTowerModel } from '../model.ts';
import type { Tensors } from '../model-tensors.ts';
import { batchWork } from './batch-work.ts';
import { collectedGradients } from './collected-gradients.ts';
import { DenseAdagrad } from './dense-adagrad.ts';
import { copyDense, createDenseState, withOwnDense } from './dense-state.ts';
import { countHits, type StepDiagnosis } from './diagnosis.ts';
import { Dropout } from './dropout.ts';
import { LearnedTemperature } from './learned-temperature.ts';
import { tablesTaught } from './learns.ts';
import { openLoss } from './open-loss.ts';
import { RowAdagrad } from './row-adagrad.ts';
import { restoreAll, stateOf } from './saved-state.ts';
import { selfSupervisor } from './self-supervision.ts';
import { type StepEngine, withTensors } from './step-engine.ts';
import { tensorProducts } from './tensor-products.ts';
import type { TrainBatch } from './train-batch.ts';
import type { TrainStepOptions } from './train-step-options.ts';
import { withLock } from './with-lock.ts';

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
   * All that the step holds beside the model, copied: `accumulator/<name>` for each dense part of the model (`user.0.kernel`),
   * `log-temperature` and `accumulator/log-temperature` where it is learnt, `dropout.steps` with dropout, whose masks follow
   * from the seed and that number. The rows' accumulators lie in their tables.
   */
  state(): Tensors;
  /** Goes on where {@link state} was taken. Throws {@link CoreError} for a name that is missing or too many, or a length that is off. */
  restore(state: Tensors): void;
  /** The step cannot run after it. */
  dispose(): void;
}

/** Throws {@link CoreError} for a temperature or learning rate that is not positive, for tables or inputs to teach that the model has not, and without tensors where the kernel does not fit. */
export function createTrainStep(
  engine: StepEngine,
  model: TwoTowerModel,
  options: TrainStepOptions,
): TrainStep {
  const { learningRate, epsilon = 1e-12, l2 = 0, learnTemperature = false, selfSupervision } = options;
  const { denseLearningRate = learningRate / 10, learns = { dense: true, tables: 'all' } } = options;
  checkRates({ temperature: options.temperature, learningRate, denseLearningRate });
  const state = options.dense ?? createDenseState(model, options);
  const learned = learnTemperature ? new LearnedTemperature(options.temperature, state) : null;
  const dropout = options.dropout ? new Dropout(options.dropout) : null;
  const products = engine.kernel ?? tensorProducts(withTensors(engine));
  const dense = new DenseAdagrad(model, state, products);
  const held = [dense, learned, dropout].filter((part) => part !== null);
  // The layers as they stood when the step began, whatever other threads do to the model's meanwhile.
  const standing = withOwnDense(model);
  const rows = new Map(tablesTaught(model, learns).map((t) => [t, new RowAdagrad(t, products, learns)]));
  const temperatureNow = () => learned?.value ?? options.temperature;
  const item = collectedGradients(standing, 'item', dense, rows, learns);
  const softmax = selfSupervision && openLoss(engine, undefined, model.dim);
  const work = batchWork({
    products,
    model: standing,
    lossOf: openLoss(engine, options.loss, model.dim, learnTemperature),
    temperatureNow,
    user: collectedGradients(standing, 'user', dense, rows, learns),
    item,
    candidates: learns.candidates ?? 'all',
    ...(softmax && { supervise: selfSupervisor(products, standing, item, softmax, selfSupervision) }),
  });
  const rowStep = { rate: learningRate, epsilon, l2 };
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
    if (learns.dense) {
      withLock(state.lock, () => {
        if (logTemperature !== undefined) learned?.apply(logTemperature, denseLearningRate, epsilon);
        dense.apply(denseLearningRate, epsilon);
      });
    }
    for (const gradients of rows.values()) gradients.apply(rowStep);
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
      return calls();
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
    state: () => stateOf(held),
    restore: (saved) => restoreAll(held, saved),
    dispose: () => {
      disposed = true;
      rows.clear();
    },
  };
}

function checkRates(rates: Record<string, number>): void {
  for (const [name, value] of Object.entries(rates)) {
    if (!(value > 0)) throw new CoreError(`${name}: ${value} is not positive`);
  }
}

function noTemperature(kind = 'softmax'): string {
  return `loss ${kind}: has no temperature to learn; leave learnTemperature out, or take softmax, bsl or binary cross-entropy`;
}
