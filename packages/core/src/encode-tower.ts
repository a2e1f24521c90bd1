import type { TowerBatch } from '@twotower/features';
import { type Products, plainProducts } from '@twotower/kernel';
import { CoreError } from './error.ts';
import type { TwoTowerModel } from './model.ts';
import { TowerPass } from './tower-pass.ts';

/**
 * A tower's unit vectors for a batch, row-major `[batch.size, dim]`, without TensorFlow; within 1e-5 of what training
 * computes. Writes into `out` where it is given. Throws {@link CoreError} where `out` is too small.
 *
 * @param products the kernel, where there is one, is worth it for many records or layers
 */
export function encodeTower(
  model: TwoTowerModel,
  side: 'user' | 'item',
  batch: TowerBatch,
  out: Float32Array = new Float32Array(batch.size * model.dim),
  products: Products = plainProducts,
): Float32Array {
  const { size } = batch;
  if (out.length < size * model.dim) {
    throw new CoreError(
      `out: holds ${out.length} numbers; ${size} vectors of ${model.dim} need ${size * model.dim}`,
    );
  }
  new TowerPass(products, model, side, out).forward(batch, null);
  return out;
}
