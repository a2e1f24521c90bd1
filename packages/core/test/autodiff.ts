import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { TowerBatch } from '@twotower/features';
import type { TwoTowerModel } from '../src/index.ts';
import { modelTensors } from '../src/index.ts';
import type { Engine, TrainBatch } from '../src/train/index.ts';

/** The step's gradients by `tf.grads`, pooling written as a product with a dense `[records, rows]` matrix. */
export function autodiffGradients(
  engine: Engine,
  model: TwoTowerModel,
  batch: TrainBatch,
  temperature: number,
) {
  const { tf } = engine;
  engine.activate();
  const { tables, dense } = modelTensors(model);
  const named = Object.entries({ ...tables, ...dense });

  const tower = (side: 'user' | 'item', of: Record<string, Tensor>, records: TowerBatch) => {
    const { inputs, layers } = model[side];
    const pooled = inputs.map(({ table }, i) => {
      const { offsets, rows, weights } = records.bags[i];
      const pool = tf.buffer([records.size, of[table].shape[0]]);
      for (let r = 0; r < records.size; r++) {
        for (let e = offsets[r]; e < offsets[r + 1]; e++)
          pool.set(pool.get(r, rows[e]) + weights[e], r, rows[e]);
      }
      return tf.matMul(pool.toTensor() as Tensor2D, of[table] as Tensor2D);
    });
    let x: Tensor = layers.length > 0 ? tf.concat(pooled, 1) : pooled.reduce((a, b) => tf.add(a, b));
    layers.forEach((_, l) => {
      const y = tf.add(
        tf.matMul(x as Tensor2D, of[`${side}.${l}.kernel`] as Tensor2D),
        of[`${side}.${l}.bias`],
      );
      x = l + 1 < layers.length ? tf.relu(y) : y;
    });
    return tf.div(x, tf.sqrt(tf.add(tf.sum(tf.mul(x, x), 1, true), 1e-12)));
  };

  const loss = (...parameters: Tensor[]) => {
    const of = Object.fromEntries(named.map(([name], i) => [name, parameters[i]]));
    const users = tower('user', of, batch.users);
    const items = tower('item', of, batch.items);
    const [size, candidates] = [batch.users.size, batch.items.size];
    const mask = tf.buffer([size, candidates]);
    for (let h = 0; h < batch.hits.length; h += 2) mask.set(-1e9, batch.hits[h], batch.hits[h + 1]);
    const similarity = tf.matMul(users as Tensor2D, tf.transpose(items) as Tensor2D);
    const logits = tf.add(tf.sub(tf.div(similarity, temperature), tf.tensor1d(batch.logQ)), mask.toTensor());
    const shifted = tf.sub(logits, 5);
    const own = tf.slice(tf.eye(size, candidates), [0, 0], [size, candidates]);
    const each = tf.sub(tf.log(tf.sum(tf.exp(shifted), 1)), tf.sum(tf.mul(shifted, own), 1));
    const weights = tf.tensor1d(batch.weights);
    return tf.div<Scalar>(tf.sum(tf.mul(each, weights)), tf.sum(weights));
  };

  return tf.tidy(() => {
    const parameters = named.map(([, { shape, data }]) => tf.tensor(data.slice(), shape));
    const gradients = tf.grads(loss)(parameters);
    return Object.fromEntries(named.map(([name], i) => [name, gradients[i].dataSync()]));
  });
}
