import { setImmediate } from 'node:timers/promises';
import type { Config } from '@twotower/schema';
import type { Asked } from '../answer/asked.ts';
import { principalAxes } from './principal-axes.ts';

/** Items in two dimensions, each at the same place in every list. */
export interface ItemMap {
  readonly itemIds: string[];
  readonly x: number[];
  readonly y: number[];
  /** Training positives. */
  readonly positives: number[];
  /** Whether a delta, or what was put, moved it since the bundle was made. */
  readonly moved: boolean[];
  /** Of the column that was asked for, of a list its first entry; null where there is none. */
  readonly values?: (string | number | boolean | null)[];
  /** Columns that may be asked for. */
  readonly columns: string[];
  /** Of items that are served. */
  readonly total: number;
  /** The share of the differences between vectors that the map shows. */
  readonly explained: number;
}

/** Rows that are looked at before others have their turn. */
const inOneGo = 5_000;
/** From so many the directions are found. */
const sampled = 20_000;

/**
 * The item tower's vectors, laid on the two directions in which they differ the most.
 *
 * @param most of more items every n-th is taken
 * @param column whose values are told too
 */
export async function itemMap(
  { state: { base, items, vectors } }: Asked,
  most: number,
  column?: string,
): Promise<ItemMap> {
  const columns = [...items.catalogue.shown];
  const served: number[] = [];
  for (let row = 0; row < items.size; row++) if (items.serves(row)) served.push(row);
  const rows = everyNth(served, most);
  if (rows.length === 0) {
    return { itemIds: [], x: [], y: [], positives: [], moved: [], columns, total: 0, explained: 1 };
  }
  const { mean, axes, explained } = await principalAxes(
    everyNth(rows, sampled).map((row) => vectors.row(row)),
  );
  const [x, y]: [number[], number[]] = [[], []];
  for (const [at, row] of rows.entries()) {
    if (at % inOneGo === inOneGo - 1) await setImmediate();
    const vector = vectors.row(row);
    const along = (axis: Float64Array): number =>
      rounded(axis.reduce((sum, value, d) => sum + value * (vector[d] - mean[d]), 0));
    x.push(along(axes[0]));
    y.push(along(axes[1]));
  }
  return {
    itemIds: rows.map((row) => items.id(row)),
    x,
    y,
    positives: rows.map((row) => base.counts[row] ?? 0),
    moved: rows.map((row) => vectors.isChanged(row)),
    ...(column !== undefined && {
      values: rows.map((row) => firstOf(items.value(row, column), separatorOf(base.config, column))),
    }),
    columns,
    total: served.length,
    explained,
  };
}

function everyNth<T>(list: readonly T[], most: number): readonly T[] {
  const step = list.length / most;
  return step <= 1 ? list : Array.from({ length: most }, (_, place) => list[Math.floor(place * step)]);
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

/** What stands between the categories of a column that holds several in one text. */
function separatorOf({ schema }: Config, column: string): string | undefined {
  for (const [name, feature] of Object.entries(schema.item.features)) {
    if (feature.kind === 'categories' && (feature.column ?? name) === column) return feature.separator;
  }
  return undefined;
}

function firstOf(value: unknown, separator: string | undefined): string | number | boolean | null {
  const [first] = Array.isArray(value) ? value : [value];
  if (typeof first === 'bigint') return Number(first);
  if (typeof first === 'string') {
    return separator === undefined ? first : (first.split(separator)[0]?.trim() ?? first);
  }
  return typeof first === 'number' || typeof first === 'boolean' ? first : null;
}
