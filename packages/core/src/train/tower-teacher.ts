import type { Tensor } from '@tensorflow/tfjs-core';
import type { Bag, TowerBatch } from '@twotower/features';
import type { EmbeddingTable } from '../embedding-table.ts';
import { CoreError } from '../error.ts';
import type { TwoTowerModel } from '../model.ts';
import { inputWidth, poolInputs } from '../pool-inputs.ts';
import { tableOf } from '../table-of.ts';
import { attentionGradients } from './attention-gradients.ts';
import type { DenseAdagrad } from './dense-adagrad.ts';
import type { Engine } from './engine.ts';
import type { RowGradients } from './row-gradients.ts';
import { type DrawDropout, type TowerPass, towerBackward, towerForward } from './tower-pass.ts';

/** One tower in training: from a batch to vectors, and from their gradient to that of rows and layers. */
export interface TowerTeacher {
  /**
   * Must run inside a scope of the engine, as {@link backward}. Passes that live at the same time need different slots, whole
   * numbers from 0: the native engine may share a slot's memory with its tensor.
   */
  forward(batch: TowerBatch, draw?: DrawDropout, slot?: number): PooledPass;
  /** Adds what the vectors' gradient `[size, dim]` says to the gradients of layers and rows. */
  backward(pass: PooledPass, vectors: Tensor): void;
}

/** The way through a tower, and the bags as they were pooled. */
export interface PooledPass extends TowerPass {
  readonly bags: readonly Bag[];
  readonly size: number;
}

/** The teacher of one side; rows and layers hold the gradients until they are applied. */
export function towerTeacher(
  engine: Engine,
  model: TwoTowerModel,
  side: 'user' | 'item',
  dense: DenseAdagrad,
  rows: ReadonlyMap<EmbeddingTable, RowGradients>,
): TowerTeacher {
  const tower = model[side];
  const width = inputWidth(tower, model.dim);
  const buffers: Float32Array[] = [];
  return {
    forward: (batch, draw, slot = 0) => {
      const length = batch.size * width;
      if (!(buffers[slot]?.length >= length)) buffers[slot] = new Float32Array(length);
      const pooled = buffers[slot];
      const bags = poolInputs(model, tower, batch, pooled);
      const inputs = engine.tf.tensor2d(pooled.subarray(0, length), [batch.size, width]);
      return { ...towerForward(engine, tower, inputs, draw), bags, size: batch.size };
    },
    backward: (pass, vectors) => {
      const { bags, size } = pass;
      const gradients = towerBackward(engine, pass, vectors);
      const values = gradients.inputs.dataSync<'float32'>();
      tower.inputs.forEach((input, i) => {
        const offset = tower.layers.length === 0 ? 0 : i * model.dim;
        const table = tableOf(model, input);
        const ofRows = rows.get(table);
        if (ofRows === undefined) throw new CoreError('train step: disposed; create another');
        ofRows.add(bags[i], size, values, width, offset);
        if (tower.attention?.input !== i) return;
        const { query } = tower.attention;
        const of = attentionGradients(table, tower.attention, bags[i], size, values, width, offset);
        ofRows.add({ ...bags[i], weights: of.logits }, size, query, 0, 0);
        dense.add(`${side}.attention.query`, of.query);
        dense.add(`${side}.attention.bias`, of.bias);
      });
      for (const [part, gradient] of gradients.dense) {
        dense.add(`${side}.${part}`, gradient.dataSync<'float32'>());
      }
    },
  };
}
