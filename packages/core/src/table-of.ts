import type { TowerInput } from '@twotower/features';
import type { EmbeddingTable } from './embedding-table.ts';
import { CoreError } from './error.ts';
import type { TwoTowerModel } from './model.ts';

/** The table an input reads. Throws {@link CoreError} where the model has none of that name. */
export function tableOf(model: TwoTowerModel, input: TowerInput): EmbeddingTable {
  const table = model.tables.get(input.table);
  if (table === undefined) {
    throw new CoreError(`input ${input.feature}: no table ${input.table}; add it to the model's tables`);
  }
  return table;
}
