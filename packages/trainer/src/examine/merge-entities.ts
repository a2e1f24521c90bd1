import { columnOf, type Entities, type RawValue } from '@twotower/features';

/** The first list, then what the second adds; of an entity in both, the second's values count where it has them. */
export function mergeEntities(known: Entities, added: Entities): Entities {
  const row = new Map(known.ids.map((id, i) => [id, i]));
  const ids = [...known.ids];
  for (const id of added.ids) {
    if (!row.has(id)) {
      row.set(id, ids.length);
      ids.push(id);
    }
  }
  const names = new Set([...Object.keys(known.columns), ...Object.keys(added.columns)]);
  const columns: Record<string, RawValue[]> = {};
  for (const name of names) {
    const values: RawValue[] = new Array(ids.length).fill(null);
    columnOf(known, name)?.forEach((value, i) => {
      values[i] = value;
    });
    columnOf(added, name)?.forEach((value, i) => {
      const target = row.get(added.ids[i]);
      if (target !== undefined && value !== null && value !== undefined) {
        values[target] = value;
      }
    });
    columns[name] = values;
  }
  return { ids, columns };
}
