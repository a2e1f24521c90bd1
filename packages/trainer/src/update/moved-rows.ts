import { distance } from './hold-back.ts';
import { type Increment, idTable } from './increment.ts';
import type { Side } from './waiting-ids.ts';

/** A row that is to be published. */
export interface MovedRow {
  readonly side: Side;
  readonly row: number;
  /** By how much its accumulator grew since it was last published: the more it was taught, the more it matters. */
  readonly growth: number;
}

/** The rows of IDs that have moved by more than `epsilon` of their length since they were last published, and new ones. */
export function movedRows(increment: Increment, side: Side, epsilon: number): MovedRow[] {
  const { base, published, fresh } = increment;
  const table = idTable(increment, side);
  const { dim, values, accumulator, changedAt } = table;
  const full = base.tables[table.name].data;
  const begun = base.learner.state.tensors[`row-accumulator/${table.name}`]?.data;
  const moved: MovedRow[] = [];
  for (let row = 1; row < table.rows; row++) {
    if (changedAt[row] === 0 && !fresh[side].has(row)) continue;
    const last = published[side].get(row);
    const start = last ? 0 : row * dim;
    const before = last?.values ?? full;
    const isNew = last === undefined && fresh[side].has(row);
    const way = isNew ? 1 : distance(values, row * dim, before, start, dim);
    if (!isNew && way <= epsilon * distance(before, start, undefined, 0, dim)) continue;
    const grownFrom = last?.accumulator ?? Number(begun?.[row] ?? 0);
    moved.push({ side, row, growth: accumulator[row] - grownFrom });
  }
  return moved;
}

/** Those that matter most, where there are more than one delta should hold; the others wait for the next. */
export function mostImportant(rows: readonly MovedRow[], most: number): readonly MovedRow[] {
  if (rows.length <= most) return rows;
  return [...rows].sort((a, b) => b.growth - a.growth).slice(0, most);
}
