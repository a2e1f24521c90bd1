import { modelFromTensors, type TwoTowerModel } from '@twotower/core';
import { type FittedFeatures, loadFeatures } from '@twotower/features';
import type { DeltaRows, Store } from '@twotower/store';
import type { BaseBundle } from '../base-bundle.ts';
import { giveRow } from '../give-rows.ts';
import { type Side, sides } from '../waiting-ids.ts';

/** A model as it was served. */
export interface ServedModel {
  readonly fitted: FittedFeatures;
  readonly model: TwoTowerModel;
}

/** What a bundle with its deltas up to a sequence serves: their rows are absolute, so none has to be learnt again. */
export async function servedAt(
  { deltas }: Pick<Store, 'deltas'>,
  base: BaseBundle,
  sequence: number,
): Promise<ServedModel> {
  const fitted = loadFeatures(base.features);
  const { dense, tables } = base;
  const model = modelFromTensors({ user: fitted.user.inputs, item: fitted.item.inputs, dense, tables });
  for (let s = 1; s <= sequence; s++) {
    const { users, items, removed } = await (await deltas.open(base.id, s)).read();
    const rows = { user: users, item: items };
    for (const side of sides) for (const id of removed[`${side}s`]) fitted[side].ids.release(id);
    for (const side of sides) apply({ fitted, model }, side, rows[side]);
  }
  return { fitted, model };
}

function apply({ fitted, model }: ServedModel, side: Side, { ids, width, values }: DeltaRows): void {
  const table = model.tables.get(`${side}-ids`);
  ids.forEach((id, n) => {
    if (table === undefined) return;
    const own = values.subarray(n * width, (n + 1) * width);
    const row = fitted[side].ids.row(id);
    if (row === 0) giveRow(fitted[side].ids, id, [table], own);
    else table.values.set(own, row * width);
  });
}
