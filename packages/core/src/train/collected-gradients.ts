import type { EmbeddingTable } from '../embedding-table.ts';
import type { TwoTowerModel } from '../model.ts';
import { tableOf } from '../table-of.ts';
import type { RowGradients, TowerGradients } from '../tower-pass.ts';
import type { DenseAdagrad } from './dense-adagrad.ts';
import { type Learns, movesThrough } from './learns.ts';

/** Where one tower's gradients are added up until a step applies them: those of its layers, and of the rows that learn through it. */
export function collectedGradients(
  model: TwoTowerModel,
  side: 'user' | 'item',
  dense: DenseAdagrad,
  rows: ReadonlyMap<EmbeddingTable, RowGradients>,
  learns: Learns,
): TowerGradients {
  const { inputs, layers, attention } = model[side];
  const of = (part: string) => dense.gradient(`${side}.${part}`);
  return {
    layers: layers.map(({ norm }, l) => ({
      weights: of(`${l}.kernel`),
      bias: of(`${l}.bias`),
      ...(norm && { norm: { gain: of(`${l}.gain`), shift: of(`${l}.shift`) } }),
    })),
    ...(attention && { attention: { query: of('attention.query'), bias: of('attention.bias') } }),
    rows: inputs.map((input) =>
      movesThrough(learns, side, input) ? rows.get(tableOf(model, input)) : undefined,
    ),
  };
}
