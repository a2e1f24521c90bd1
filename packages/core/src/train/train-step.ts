import type { Tensor } from '@tensorflow/tfjs-core';
import type { TowerBatch } from '@twotower/features';
import { CoreError } from '../error.ts';
import type { TwoTowerModel } from '../model.ts';
import type { Tensors } from '../model-tensors.ts';
import { inputWidth, poolInputs } from '../pool-inputs.ts';
import { tableOf } from '../table-of.ts';
import { DenseAdagrad } from './dense-adagrad.ts';
import type { Engine } from './engine.ts';
import { RowGradients } from './row-gradients.ts';
import { softmaxLoss } from './softmax-loss.ts';
import { type TowerGradients, type TowerPass, towerBackward, towerForward } from './tower-pass.ts';
import type { TrainBatch } from './train-batch.ts';

export interface TrainStepOptions {
  /** Divides the similarity: too large learns nothing but popularity, too small only the nearest negatives. */
  readonly temperature: number;
  readonly learningRate: number;
  /** What the dense weights' Adagrad accumulators start from; as the rows', see `ModelShape`. Default 1e-7. */
  readonly initialAccumulator?: number;
  /** Added under Adagrad's root. Default 1e-12. */
  readonly epsilon?: number;
}

/** Teaches one model, batch by batch; holds the optimiser's dense state. */
export interface TrainStep {
  /** One step: updates the model's tables and layers in place and returns the batch's mean loss before it. */
  run(batch: TrainBatch): number;
  /** The same loss without learning. */
  loss(batch: TrainBatch): number;
  /** Adagrad accumulators of the dense weights; the rows' lie in their tables. */
  denseState(): Tensors;
  restore(state: Tensors): void;
  /** The step cannot run after it. */
  dispose(): void;
}

const sides = ['user', 'item'] as const;
type Side = (typeof sides)[number];

/** Throws {@link CoreError} for a temperature or learning rate that is not positive. */
export function createTrainStep(engine: Engine, model: TwoTowerModel, options: TrainStepOptions): TrainStep {
  const { temperature, learningRate, initialAccumulator = 1e-7, epsilon = 1e-12 } = options;
  if (!(temperature > 0)) throw new CoreError(`temperature: ${temperature} is not positive`);
  if (!(learningRate > 0)) throw new CoreError(`learningRate: ${learningRate} is not positive`);
  const dense = new DenseAdagrad(model, initialAccumulator);
  const rows = new Map([...model.tables.values()].map((table) => [table, new RowGradients(table)]));
  const pooled: Record<Side, Float32Array> = { user: new Float32Array(), item: new Float32Array() };
  let disposed = false;

  /** Must run inside a tidy. */
  const forward = (side: Side, batch: TowerBatch): TowerPass => {
    const width = inputWidth(model[side], model.dim);
    const length = batch.size * width;
    if (pooled[side].length < length) pooled[side] = new Float32Array(length);
    poolInputs(model, model[side], batch, pooled[side]);
    const inputs = engine.tf.tensor2d(pooled[side].subarray(0, length), [batch.size, width]);
    return towerForward(engine, model[side], inputs);
  };

  const score = (batch: TrainBatch) => {
    const passes = { user: forward('user', batch.users), item: forward('item', batch.items) };
    const { logQ, weights, hits } = batch;
    const vectors = { users: passes.user.vectors, items: passes.item.vectors };
    return { passes, ...softmaxLoss(engine, { ...vectors, logQ, weights, hits, temperature }) };
  };

  const collectRows = (side: Side, batch: TowerBatch, gradient: Tensor) => {
    const { inputs, layers } = model[side];
    const values = gradient.dataSync<'float32'>();
    const width = inputWidth(model[side], model.dim);
    inputs.forEach((input, i) => {
      const offset = layers.length === 0 ? 0 : i * model.dim;
      rows.get(tableOf(model, input))?.add(batch.bags[i], batch.size, values, width, offset);
    });
  };

  const updateDense = (side: Side, { layers }: TowerGradients) => {
    layers.forEach(({ kernel, bias }, l) => {
      dense.apply(`${side}.${l}.kernel`, kernel.dataSync<'float32'>(), learningRate, epsilon);
      dense.apply(`${side}.${l}.bias`, bias.dataSync<'float32'>(), learningRate, epsilon);
    });
  };

  /** Nothing of the model is written before all gradients are read. */
  const learn = (batch: TrainBatch): number => {
    const { passes, loss, users, items } = score(batch);
    const gradients = {
      user: towerBackward(engine, passes.user, users),
      item: towerBackward(engine, passes.item, items),
    };
    collectRows('user', batch.users, gradients.user.inputs);
    collectRows('item', batch.items, gradients.item.inputs);
    for (const side of sides) updateDense(side, gradients[side]);
    for (const gradient of rows.values()) gradient.apply(learningRate, epsilon);
    return loss;
  };

  const withEngine = (work: () => number): number => {
    if (disposed) throw new CoreError('train step: disposed; create another');
    engine.activate();
    const { tf } = engine;
    tf.engine().startScope();
    try {
      return work();
    } finally {
      tf.engine().endScope();
    }
  };

  return {
    run: (batch) => withEngine(() => learn(batch)),
    loss: (batch) => withEngine(() => score(batch).loss),
    denseState: () => dense.state(),
    restore: (state) => dense.restore(state),
    dispose: () => {
      disposed = true;
      rows.clear();
    },
  };
}
