import { ServedItems } from '../items/served-items.ts';
import { IdTable } from '../rows/id-table.ts';
import { LayeredRows } from '../rows/layered-rows.ts';
import { ServedUsers } from '../users/served-users.ts';
import type { ServedBundle } from './served-bundle.ts';
import type { IndexedState } from './served-state.ts';

/** A bundle with nothing over it. */
export function firstState(base: ServedBundle): IndexedState {
  const { catalogue, fitted, model, prior, published, told, users, vectors } = base;
  const raw = LayeredRows.over(vectors, model.dim);
  return {
    base,
    userIds: idTable(base, 'user', fitted.user.ids),
    itemIds: idTable(base, 'item', fitted.item.ids),
    users: ServedUsers.over(users),
    items: ServedItems.over(catalogue, told),
    vectors: raw,
    published: published === vectors ? raw : LayeredRows.over(published, model.dim),
    prior,
  };
}

function idTable(
  { model }: Pick<ServedBundle, 'model'>,
  side: 'user' | 'item',
  ids: { row(id: string): number },
): IdTable {
  const table = model.tables.get(`${side}-ids`);
  const values = table?.values.subarray(0, table.rows * table.dim);
  return IdTable.over(ids, values ?? new Float32Array(model.dim), model.dim);
}
