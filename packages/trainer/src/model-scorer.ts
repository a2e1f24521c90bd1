import { encodeTower, type TwoTowerModel } from '@twotower/core';
import type { Engine } from '@twotower/core/train';
import { selectContext, selectItems, selectUsers } from '@twotower/features';
import type { Scorer } from './evaluation/scorer.ts';
import type { TrainingData } from './prepare.ts';

/** The encoded entities a model scores; all of them, whether or not they were in training. */
export type ScoredEntities = Pick<TrainingData, 'items' | 'encodedUsers' | 'encodedItems' | 'encodedContext'>;

/** Vectors of all items, `[items, dim]`, encoded in blocks. */
export function encodeAllItems(model: TwoTowerModel, data: ScoredEntities): Float32Array {
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
    );
  }
  return vectors;
}

/**
 * Scores by the model: each user's vector from the whole training history, times all item vectors as one matrix product
 * a block.
 */
export function modelScorer(
  engine: Engine,
  model: TwoTowerModel,
  data: ScoredEntities,
): Scorer & { dispose(): void } {
  const { tf } = engine;
  // Transposed once: a matrix product with a transpose flag is many times slower on wasm.
  const itemVectors = tf.tidy(() =>
    tf.transpose(tf.tensor2d(encodeAllItems(model, data), [data.items, model.dim])),
  );
  return {
    score({ users, history: { starts, ends, items }, context }, out) {
      const histories = { starts, ends, rows: items.map((item) => data.encodedItems.idRows[item]) };
      const batch = selectUsers(data.encodedUsers, users, {
        histories,
        ...(context && { context: selectContext(data.encodedContext, context.columns, context.rows) }),
      });
      const vectors = encodeTower(model, 'user', batch);
      const scores = tf.tidy(() => tf.matMul(tf.tensor2d(vectors, [users.length, model.dim]), itemVectors));
      out.set(scores.dataSync());
      scores.dispose();
    },
    dispose: () => itemVectors.dispose(),
  };
}
