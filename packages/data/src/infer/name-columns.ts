import type { Format } from '../table.ts';
import type { ColumnProfile } from './column-profile.ts';
import type { Roles } from './infer-roles.ts';

/** Columns of a file without a header are called by the parts that they play. */
export function nameColumns(
  found: Roles,
  columns: readonly ColumnProfile[],
  format: Format,
): { roles: Roles; columns: ColumnProfile[]; format: Format } {
  const names = new Map<ColumnProfile, string>();
  for (const [role, column] of Object.entries({ ...found, flags: undefined })) {
    if (column) {
      names.set(column, role);
    }
  }
  const renamed = new Map(
    columns.map((column) => [column, { ...column, name: names.get(column) ?? column.name }]),
  );
  const get = (column: ColumnProfile | undefined) => column && renamed.get(column);
  const roles: Roles = {
    ...found,
    user: get(found.user) ?? found.user,
    item: get(found.item) ?? found.item,
    time: get(found.time),
    type: get(found.type),
    rating: get(found.rating),
    id: get(found.id),
  };
  const events = [...renamed.values()].map(({ name }) => name);
  return { roles, columns: [...renamed.values()], format: { ...format, columns: { events } } };
}
