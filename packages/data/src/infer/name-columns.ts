import type { Format } from '../table.ts';
import type { ColumnProfile } from './column-profile.ts';
import type { Roles } from './infer-roles.ts';

/**
 * Columns of a file without a header are called by the parts that they play.
 *
 * @param own names that the file's columns have so far, in their order
 */
export function nameColumns(
  found: Roles,
  columns: readonly ColumnProfile[],
  format: Format,
  own: readonly string[],
): { roles: Roles; columns: ColumnProfile[]; format: Format; nameOf: (before: string) => string } {
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
    request: get(found.request),
    weight: get(found.weight),
    flags: found.flags.flatMap((flag) => get(flag) ?? []),
  };
  const nameOf = (before: string) =>
    [...renamed].find(([column]) => column.name === before)?.[1].name ?? before;
  return {
    roles,
    columns: [...renamed.values()],
    format: { ...format, columns: { events: own.map(nameOf) } },
    nameOf,
  };
}
