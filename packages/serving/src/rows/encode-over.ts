import { type EmbeddingTable, encodeTower, type Tower, type TwoTowerModel } from '@twotower/core';
import type { Bag, TowerBatch } from '@twotower/features';
import type { LayeredRows } from './layered-rows.ts';

/**
 * What {@link encodeTower} gives where some tables have other rows than the model. The rows that the batch reads are copied out
 * first, so that towers see tables as they always do.
 *
 * @param changed tables by name; those that have not changed are read in place
 */
export function encodeOver(
  model: TwoTowerModel,
  side: 'user' | 'item',
  batch: TowerBatch,
  changed: Readonly<Record<string, LayeredRows>>,
): Float32Array {
  const { inputs } = model[side];
  const isRead = inputs.some(({ table }) => changed[table]?.unchanged === undefined && table in changed);
  if (!isRead) return encodeTower(model, side, batch);
  const tables = new Map(model.tables);
  const bags: Bag[] = [];
  const renamed = inputs.map((input, i) => {
    const bag = batch.bags[i];
    const rows = changed[input.table];
    if (rows === undefined || rows.unchanged !== undefined) {
      bags.push(bag);
      return input;
    }
    const table = `${input.table}, input ${i}`;
    tables.set(table, readRows(table, rows, bag.rows));
    bags.push({ ...bag, rows: Int32Array.from(bag.rows.keys()) });
    return { ...input, table };
  });
  const tower: Tower = { ...model[side], inputs: renamed };
  return encodeTower({ ...model, tables, [side]: tower }, side, { ...batch, bags });
}

/** A table of the rows of a bag, one after another. */
function readRows(name: string, from: LayeredRows, rows: Int32Array): EmbeddingTable {
  return {
    name,
    dim: from.dim,
    rows: rows.length,
    capacity: rows.length,
    values: from.gather(rows),
    // Only learning reads these.
    accumulator: new Float32Array(0),
    changedAt: new Int32Array(0),
    stamp: new Int32Array(1),
  };
}
