import { meanRowForUnknown, type Tensors, type TwoTowerModel } from '@twotower/core';
import type { FittedFeatures } from '@twotower/features';
import type { Config } from '@twotower/schema';
import { idDropout } from '../prepare/id-dropout.ts';

/**
 * Gives unknown IDs the mean of the known ones' rows to be served by, where row 0 was not trained to stand for them: on a side
 * without ID dropout whose table no history reads.
 *
 * @returns the rows 0 that were replaced, `[1, dim]` by table
 */
export function serveUnknown(
  config: Config,
  { user }: FittedFeatures,
  { tables, dim }: TwoTowerModel,
): Tensors {
  const dropout = idDropout(config);
  const replaced: Tensors = {};
  for (const side of ['user', 'item'] as const) {
    const isRead = side === 'item' && user.histories.length > 0;
    const table = tables.get(`${side}-ids`);
    if (dropout[side] === 0 && !isRead && table) {
      replaced[table.name] = { shape: [1, dim], data: table.values.slice(0, dim) };
      meanRowForUnknown(table);
    }
  }
  return replaced;
}
