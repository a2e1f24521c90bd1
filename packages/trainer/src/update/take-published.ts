import { type DeltaContent, type DeltaRows, userSum } from '@twotower/store';
import { forgetUsers } from './forget-users.ts';
import { admitId, type Increment, idTable } from './increment.ts';
import { type Side, sides } from './waiting-ids.ts';

/** Gives an increment the rows, the prior and the watermark that a delta published, as those that it published itself. */
export function takePublished(
  increment: Increment,
  { users, items, vectors, prior, removed, watermark }: DeltaContent,
): void {
  increment.watermark = watermark;
  forgetUsers(increment, new Set(removed.users.map(userSum)));
  const rows = { user: users, item: items };
  for (const side of sides) takeRows(increment, side, rows[side]);
  for (const id of vectors.ids) {
    const isNew = (increment.items.place(id) ?? 0) >= increment.items.known;
    if (isNew && increment.fitted.item.ids.row(id) === 0) increment.announced.add(id);
  }
  takePrior(increment, prior);
}

function takeRows(increment: Increment, side: Side, { ids, width, values }: DeltaRows): void {
  if (ids.length === 0) return;
  const table = idTable(increment, side);
  const { ids: rows } = increment.fitted[side];
  ids.forEach((id, n) => {
    const own = values.slice(n * width, (n + 1) * width);
    let row = rows.row(id);
    if (row === 0) {
      row = admitId(increment, side, id, own);
      increment.waiting[side].delete(id);
    }
    table.values.set(own, row * width);
    table.changedAt[row] = increment.sequence + 1;
    increment.published[side].set(row, { values: own, accumulator: table.accumulator[row] });
  });
}

function takePrior(increment: Increment, { ids, values }: DeltaRows): void {
  if (increment.prior === undefined || ids.length === 0) return;
  const next = new Float32Array(increment.items.ids.length).fill(Number.NaN);
  next.set(increment.prior);
  ids.forEach((id, n) => {
    const place = increment.items.place(id);
    if (place !== undefined) next[place] = values[n];
  });
  increment.prior = next;
}
