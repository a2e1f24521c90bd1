import type { ContextColumn } from '@twotower/features';
import type { Columns } from './columnar-file.ts';

/** Events in the order they were read, `[rows]` a column. */
export interface ArrivalBlock {
  readonly user: Int32Array;
  readonly item: Int32Array;
  /** Milliseconds since 1970, NaN without times. */
  readonly time: Float64Array;
  readonly weight: Float32Array;
  readonly type: Uint8Array;
  readonly positive: Uint8Array;
  readonly origin: Uint8Array;
  /** Two halves of the event ID's hash, both 0 without one. */
  readonly idLow: Int32Array;
  readonly idHigh: Int32Array;
  readonly context: Readonly<Record<string, ContextColumn>>;
}

/** Context column to what it holds: numbers, or codes into a dictionary. */
export type ContextKinds = Readonly<Record<string, 'number' | 'code'>>;

/** A block of `rows` rows, all 0. */
export function arrivalBlock(rows: number, kinds: ContextKinds): ArrivalBlock {
  return {
    user: new Int32Array(rows),
    item: new Int32Array(rows),
    time: new Float64Array(rows),
    weight: new Float32Array(rows),
    type: new Uint8Array(rows),
    positive: new Uint8Array(rows),
    origin: new Uint8Array(rows),
    idLow: new Int32Array(rows),
    idHigh: new Int32Array(rows),
    context: Object.fromEntries(
      Object.entries(kinds).map(([name, kind]) => [
        name,
        kind === 'number' ? new Float64Array(rows) : new Int32Array(rows),
      ]),
    ),
  };
}

/** The rows `start` to `end`, as views on the same memory. */
export function viewRows(block: ArrivalBlock, start: number, end: number): ArrivalBlock {
  return {
    user: block.user.subarray(start, end),
    item: block.item.subarray(start, end),
    time: block.time.subarray(start, end),
    weight: block.weight.subarray(start, end),
    type: block.type.subarray(start, end),
    positive: block.positive.subarray(start, end),
    origin: block.origin.subarray(start, end),
    idLow: block.idLow.subarray(start, end),
    idHigh: block.idHigh.subarray(start, end),
    context: Object.fromEntries(
      Object.entries(block.context).map(([name, column]) => [name, column.subarray(start, end)]),
    ),
  };
}

/** One block after the other, as one. */
export function joinBlocks(blocks: readonly ArrivalBlock[], kinds: ContextKinds): ArrivalBlock {
  if (blocks.length === 1) {
    return blocks[0];
  }
  const joined = arrivalBlock(
    blocks.reduce((sum, { user }) => sum + user.length, 0),
    kinds,
  );
  const target = columnsOf(joined);
  let start = 0;
  for (const block of blocks) {
    for (const [name, values] of Object.entries(columnsOf(block))) {
      target[name].set(values, start);
    }
    start += block.user.length;
  }
  return joined;
}

/** The rows of `block` at `rows`, in that order. */
export function takeRows(block: ArrivalBlock, rows: Int32Array, kinds: ContextKinds): ArrivalBlock {
  const taken = arrivalBlock(rows.length, kinds);
  const source = columnsOf(block);
  for (const [name, values] of Object.entries(columnsOf(taken))) {
    const from = source[name];
    for (let i = 0; i < rows.length; i++) {
      values[i] = from[rows[i]];
    }
  }
  return taken;
}

/** A block's columns side by side, as a file holds them; the user comes first. */
export function columnsOf({ context, ...columns }: ArrivalBlock): Columns {
  return { ...columns, ...prefixed(context) };
}

/** Context columns under names that no other column has. */
export function prefixed(context: Readonly<Record<string, ContextColumn>>): Columns {
  return Object.fromEntries(Object.entries(context).map(([name, values]) => [`context:${name}`, values]));
}
