import type { Tensor } from '@tensorflow/tfjs-core';
import type { Engine } from './engine.ts';

/** Where constant vectors stand among a batch's items, and how to leave their gradient out. */
export interface WithConstants {
  /** `[C + B * H, dim]`, the constants the last of the C shared candidates. */
  readonly items: Tensor;
  /** From the gradient of {@link items} to that of the tower's vectors. */
  ofTower(gradient: Tensor): Tensor;
}

/**
 * Puts vectors that no tower computes among those of the batch's items: behind the shared candidates, before the private ones.
 *
 * @param vectors `[E + B * H, dim]` of the item tower
 * @param constants `[K, dim]` flat; absent for none
 * @param privateRows B * H
 */
export function withConstants(
  { tf }: Engine,
  vectors: Tensor,
  constants: Float32Array | undefined,
  privateRows: number,
): WithConstants {
  const [rows, dim = 1] = vectors.shape;
  const count = (constants?.length ?? 0) / dim;
  if (constants === undefined || count === 0) {
    return { items: vectors, ofTower: (gradient) => gradient };
  }
  const shared = rows - privateRows;
  const fixed = tf.tensor2d(constants, [count, dim]);
  const part = (x: Tensor, start: number, length: number) => tf.slice(x, [start, 0], [length, dim]);
  if (privateRows === 0) {
    return {
      items: tf.concat([vectors, fixed], 0),
      ofTower: (gradient) => part(gradient, 0, shared),
    };
  }
  return {
    items: tf.concat([part(vectors, 0, shared), fixed, part(vectors, shared, privateRows)], 0),
    ofTower: (gradient) =>
      tf.concat([part(gradient, 0, shared), part(gradient, shared + count, privateRows)], 0),
  };
}
