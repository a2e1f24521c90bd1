import { type DeltaContent, type DeltaRows, positionSchema } from '@twotower/store';

/** A delta over a bundle of `smallBundle` that changes nothing but what is given. Rows are given by id. */
export function smallDelta(
  base: string,
  previous: number,
  change: {
    readonly users?: Readonly<Record<string, ArrayLike<number>>>;
    readonly items?: Readonly<Record<string, ArrayLike<number>>>;
    readonly vectors?: Readonly<Record<string, ArrayLike<number>>>;
    readonly prior?: Readonly<Record<string, number>>;
    readonly described?: DeltaContent['described'];
    readonly removed?: Partial<DeltaContent['removed']>;
    readonly watermark?: number;
  } = {},
): DeltaContent {
  const { users = {}, items = {}, vectors = {}, prior = {}, described, removed, watermark } = change;
  const shares = Object.fromEntries(Object.entries(prior).map(([id, share]) => [id, [share]]));
  return {
    base,
    previous,
    from: positionSchema.parse(String(10 * previous)),
    to: positionSchema.parse(String(10 * previous + 10)),
    ...(watermark !== undefined && { watermark }),
    users: rowsOf(users, 8),
    items: rowsOf(items, 8),
    vectors: rowsOf(vectors, 8),
    prior: rowsOf(shares, 1),
    ...(described && { described }),
    removed: { users: [], items: [], ...removed },
  };
}

function rowsOf(rows: Readonly<Record<string, ArrayLike<number>>>, width: number): DeltaRows {
  const values = Float32Array.from(Object.values(rows).flatMap((row) => Array.from(row)));
  return { ids: Object.keys(rows), width, values };
}
