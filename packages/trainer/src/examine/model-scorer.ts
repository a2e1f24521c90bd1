import { availableParallelism } from 'node:os';
import type { TwoTowerModel } from '@twotower/core';
import type { Engine } from '@twotower/core/train';
import { toldEntities } from '@twotower/features';
import { answeredUsers } from './answered-users.ts';
import { encodeAllItems } from './encode-all-items.ts';
import { rankedItems } from './ranked-items.ts';
import type { ScoredEntities } from './scored-entities.ts';
import type { ScoredUsers, Scorer } from './scorer.ts';
import { type Terms, termsOff } from './terms.ts';

/**
 * Scores by the model as the recall engine answers: each user from what the ladder says is known, by the whole training
 * history; items of which nothing is known behind all others. With the native kernel, the best items are found on all
 * cores as the scores arise; without it, TensorFlow multiplies a block of users at once.
 *
 * @param terms what calibration chose; by default nothing
 * @param vectors those of all items, where they are encoded already
 */
export function modelScorer(
  engine: Engine,
  model: TwoTowerModel,
  data: ScoredEntities,
  terms: Terms = termsOff,
  vectors: Float32Array = encodeAllItems(engine, model, data),
): Scorer & { dispose(): void } {
  const { tf, kernel } = engine;
  const told = toldEntities(data.encodedItems);
  const answers = { dim: model.dim, vectors, told, counts: data.counts };
  const items = rankedItems(answers, terms);
  const encode = (group: ScoredUsers): Float32Array => {
    const { vectors: users, sources } = answeredUsers(engine, model, data, answers, group, terms.aggregation);
    return items.queries(users, sources);
  };
  // Transposed once: a matrix product with a transpose flag is many times slower on wasm. Only made where it is asked for.
  let transposed: ReturnType<typeof tf.transpose> | undefined;
  return {
    score(group, out) {
      const { length } = group.users;
      transposed ??= tf.tidy(() => tf.transpose(tf.tensor2d(items.rows, [data.items, items.width])));
      const columns = transposed;
      const scores = tf.tidy(() => tf.matMul(tf.tensor2d(encode(group), [length, items.width]), columns));
      out.set(scores.dataSync());
      scores.dispose();
    },
    ...(kernel && {
      top(group, { offsets, items: masked }, length, out) {
        const { length: size } = group.users;
        const scores = new Float32Array(size * length);
        const threads = availableParallelism();
        const users = encode(group);
        const limits = { size, items: data.items, dim: items.width, k: length, threads };
        const search = { ...limits, users, vectors: items.rows, maskedOffsets: offsets, masked };
        kernel.topItems({ ...search, ranking: out, scores });
      },
    }),
    dispose: () => transposed?.dispose(),
  };
}
