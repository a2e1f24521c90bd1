import { defaultInitialAccumulator, type TwoTowerModel } from '@twotower/core';

/** The share of ID rows that no gradient has reached yet, by side; the row for unknown IDs apart. */
export function deadIds(model: TwoTowerModel): { user: number; item: number } {
  const share = (table: string): number => {
    const of = model.tables.get(table);
    const accumulator = of?.accumulator.subarray(1, of.rows) ?? new Float32Array(0);
    const untouched = Math.fround(defaultInitialAccumulator);
    return accumulator.length === 0
      ? 0
      : accumulator.reduce((count, value) => count + (value === untouched ? 1 : 0), 0) / accumulator.length;
  };
  return { user: share('user-ids'), item: share('item-ids') };
}
