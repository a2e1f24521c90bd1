import type { Bag, TowerBatch } from '@twotower/features';
import type { Products } from '@twotower/kernel';
import { attentionWeights } from './attention.ts';
import { CoreError } from './error.ts';
import type { Tower, TwoTowerModel } from './model.ts';
import { noRow } from './no-row.ts';
import { tableOf } from './table-of.ts';

/** Numbers a record has before the first layer: `inputs * dim` side by side, or `dim` where the tower has no layers. */
export function inputWidth(tower: Tower, dim: number): number {
  return tower.layers.length === 0 ? dim : tower.inputs.length * dim;
}

/**
 * Pools all inputs of a tower into `out`, row-major `[size, inputWidth]`, overwriting it. Returns the bags as pooled: with the
 * attention's shares as weights where the tower has one.
 * Throws {@link CoreError} where the batch has not one bag an input, and for a row that a table does not have.
 */
export function poolInputs(
  products: Products,
  model: TwoTowerModel,
  tower: Tower,
  batch: TowerBatch,
  out: Float32Array,
): readonly Bag[] {
  const { inputs, layers, attention } = tower;
  if (batch.bags.length !== inputs.length) {
    throw new CoreError(
      `batch: ${batch.bags.length} bags for ${inputs.length} inputs (${inputs.map((i) => i.feature).join(', ')}); encode with this model's features`,
    );
  }
  const width = inputWidth(tower, model.dim);
  out.fill(0, 0, batch.size * width);
  return inputs.map((input, i) => {
    const table = tableOf(model, input);
    const given = batch.bags[i];
    const bag =
      attention?.input === i
        ? { ...given, weights: attentionWeights(table, attention, given, batch.size) }
        : given;
    const offset = layers.length === 0 ? 0 : i * model.dim;
    const missing = products.pool(table, bag, batch.size, out, width, offset);
    if (missing !== -1) throw noRow(table, bag.rows[missing]);
    return bag;
  });
}
