import { availableParallelism } from 'node:os';
import { encodeTower, type TwoTowerModel } from '@twotower/core';
import type { Engine } from '@twotower/core/train';
import { selectContext, selectItems, selectUsers } from '@twotower/features';
import type { TrainingData } from '../prepare/prepare.ts';
import type { ScoredUsers, Scorer } from './scorer.ts';

/** The encoded entities a model scores; all of them, whether or not they were in training. */
export type ScoredEntities = Pick<TrainingData, 'items' | 'encodedUsers' | 'encodedItems' | 'encodedContext'>;

/** Vectors of all items, `[items, dim]`, encoded in blocks. */
export function encodeAllItems(
  { kernel }: Pick<Engine, 'kernel'>,
  model: TwoTowerModel,
  data: ScoredEntities,
): Float32Array {
  const rows = 4096;
  const vectors = new Float32Array(data.items * model.dim);
  for (let start = 0; start < data.items; start += rows) {
    const end = Math.min(data.items, start + rows);
    const indices = Int32Array.from({ length: end - start }, (_, i) => start + i);
    encodeTower(
      model,
      'item',
      selectItems(data.encodedItems, indices),
      vectors.subarray(start * model.dim, end * model.dim),
      kernel,
    );
  }
  return vectors;
}

/**
 * Scores by the model: each user's vector from the whole training history, times all item vectors. With the native kernel,
 * the best items are found on all cores as the scores arise; without it, TensorFlow multiplies a block of users at once.
 */
export function modelScorer(
  engine: Engine,
  model: TwoTowerModel,
  data: ScoredEntities,
): Scorer & { dispose(): void } {
  const { tf, kernel } = engine;
  const { dim } = model;
  const vectors = encodeAllItems(engine, model, data);
  // Transposed once: a matrix product with a transpose flag is many times slower on wasm. Only made where it is asked for.
  let transposed: ReturnType<typeof tf.transpose> | undefined;
  const encode = ({ users, history: { starts, ends, items }, context }: ScoredUsers) => {
    const histories = { starts, ends, rows: items.map((item) => data.encodedItems.idRows[item]) };
    const batch = selectUsers(data.encodedUsers, users, {
      histories,
      ...(context && { context: selectContext(data.encodedContext, context.columns, context.rows) }),
    });
    return encodeTower(model, 'user', batch, undefined, kernel);
  };
  return {
    score(group, out) {
      const { length } = group.users;
      transposed ??= tf.tidy(() => tf.transpose(tf.tensor2d(vectors, [data.items, dim])));
      const items = transposed;
      const scores = tf.tidy(() => tf.matMul(tf.tensor2d(encode(group), [length, dim]), items));
      out.set(scores.dataSync());
      scores.dispose();
    },
    ...(kernel && {
      top(group, { offsets, items: masked }, length, out) {
        const { length: size } = group.users;
        const scores = new Float32Array(size * length);
        const threads = availableParallelism();
        const users = encode(group);
        const { items } = data;
        const limits = { size, items, dim, k: length, threads };
        kernel.topItems({ ...limits, users, vectors, maskedOffsets: offsets, masked, ranking: out, scores });
      },
    }),
    dispose: () => transposed?.dispose(),
  };
}
