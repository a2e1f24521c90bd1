import { encodeTower, type TwoTowerModel } from '@twotower/core';
import type { Engine } from '@twotower/core/train';
import { selectItems } from '@twotower/features';
import type { ScoredEntities } from './scored-entities.ts';

/** Unit vectors of all items, `[items, dim]`, encoded in blocks. */
export function encodeAllItems(
  { kernel }: Pick<Engine, 'kernel'>,
  model: TwoTowerModel,
  data: Pick<ScoredEntities, 'items' | 'encodedItems'>,
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
