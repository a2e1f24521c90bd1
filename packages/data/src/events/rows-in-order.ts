import type { RowBlock } from '../table.ts';

/**
 * Goes through a block's rows and its malformed ones in the order they stand in the source.
 *
 * @param before rows of the source before the block
 * @param take is given each row's place in the block's columns
 * @param refuse is given each malformed row's place among `malformed`
 * @returns how many rows the block had
 */
export function rowsInOrder(
  { length, lines, rows, malformed }: Omit<RowBlock, 'columns'>,
  before: number,
  take: (i: number, row: number) => void,
  refuse: (m: number, row: number) => void,
): number {
  let row = before;
  let m = 0;
  for (let i = 0; i < length; i++) {
    while (m < malformed.length && malformed[m].line <= (lines?.[i] ?? rows?.[i] ?? row + 1)) {
      refuse(m++, ++row);
    }
    take(i, ++row);
  }
  while (m < malformed.length) {
    refuse(m++, ++row);
  }
  return row - before;
}
