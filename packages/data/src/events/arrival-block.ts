import { type ContextColumn, type EventColumns, emptyEvents, sliceEvents } from '@twotower/features';
import type { Columns } from './columnar-file.ts';
import { type ContextKinds, contextOf } from './context-kinds.ts';

/** Events in the order they were read, with what tells duplicates apart. */
export interface ArrivalBlock extends EventColumns {
  /** Two halves of the event ID's hash, both 0 without one. */
  readonly idLow: Int32Array;
  readonly idHigh: Int32Array;
}

/** A block of `rows` rows, all 0. */
export function arrivalBlock(rows: number, kinds: ContextKinds): ArrivalBlock {
  return {
    ...emptyEvents(rows, { context: contextOf(kinds) }),
    idLow: new Int32Array(rows),
    idHigh: new Int32Array(rows),
  };
}

/** The rows `start` to `end`, as views on the same memory. */
export function viewRows(block: ArrivalBlock, start: number, end: number): ArrivalBlock {
  return {
    ...sliceEvents(block, start, end),
    idLow: block.idLow.subarray(start, end),
    idHigh: block.idHigh.subarray(start, end),
  };
}

/** One block after the other, as one. */
export function joinBlocks(blocks: readonly ArrivalBlock[], kinds: ContextKinds): ArrivalBlock {
  if (blocks.length === 1) {
    return blocks[0];
  }
  const joined = arrivalBlock(
    blocks.reduce((sum, { length }) => sum + length, 0),
    kinds,
  );
  const target = columnsOf(joined);
  let start = 0;
  for (const block of blocks) {
    for (const [name, values] of Object.entries(columnsOf(block))) {
      target[name].set(values, start);
    }
    start += block.length;
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
export function columnsOf({ length: _, context, ...columns }: ArrivalBlock): Columns {
  return { ...columns, ...prefixed(context) };
}

/** Context columns under names that no other column has. */
export function prefixed(context: Readonly<Record<string, ContextColumn>>): Columns {
  return Object.fromEntries(Object.entries(context).map(([name, values]) => [`context:${name}`, values]));
}
