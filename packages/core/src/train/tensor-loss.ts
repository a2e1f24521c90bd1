import { grown } from '../grown.ts';
import type { Engine } from './engine.ts';
import { createLoss, type LossOptions } from './losses/create-loss.ts';
import { inScope } from './tensor-scope.ts';
import type { VectorLoss } from './vector-loss.ts';

/** Any loss, custom ones too, over unit vectors, by TensorFlow. */
export function tensorLoss(
  engine: Engine,
  options: LossOptions | undefined,
  dim: number,
  learnTemperature = false,
): VectorLoss {
  const loss = createLoss(options ?? { kind: 'softmax' });
  let ofUsers: Float32Array = new Float32Array(0);
  let ofItems: Float32Array = new Float32Array(0);
  return ({ size, rows, users, items, logQ, positiveLogQ, weights, hits, own, chosen, temperature }) => {
    ofUsers = grown(ofUsers, size * dim);
    ofItems = grown(ofItems, rows * dim);
    return inScope(engine, ({ tf }) => {
      const result = loss(engine, {
        users: tf.tensor2d(users.subarray(0, size * dim), [size, dim]),
        items: tf.tensor2d(items.subarray(0, rows * dim), [rows, dim]),
        logQ,
        positiveLogQ,
        weights,
        hits,
        own,
        chosen,
        temperature,
        learnTemperature,
      });
      ofUsers.set(result.users.dataSync<'float32'>());
      ofItems.set(result.items.dataSync<'float32'>());
      const { loss: value, logTemperature } = result;
      return { loss: value, ofUsers, ofItems, ...(logTemperature !== undefined && { logTemperature }) };
    });
  };
}
