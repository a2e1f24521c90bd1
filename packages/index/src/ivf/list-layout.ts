import { placesABlock } from '@twotower/kernel';

/** What lists are made of. */
export interface Lists {
  /** `[lists, dim]` */
  readonly centres: Float32Array;
  /** The list of each row. */
  readonly listOf: Int32Array;
}

/** Rows list by list, each list in whole blocks. */
export interface ListLayout {
  /** The row of each place, ascending within a list; -1 behind a list's last. */
  readonly order: Int32Array;
  /** `[lists + 1]`: the first block of each list. */
  readonly blocks: Int32Array;
}

/** @param listOf the list of each row, in [0, lists) */
export function listLayout(listOf: Int32Array, lists: number): ListLayout {
  const counts = new Int32Array(lists);
  for (const list of listOf) counts[list]++;
  const blocks = new Int32Array(lists + 1);
  for (let list = 0; list < lists; list++) {
    blocks[list + 1] = blocks[list] + Math.ceil(counts[list] / placesABlock);
  }
  const order = new Int32Array(blocks[lists] * placesABlock).fill(-1);
  const next = Int32Array.from(blocks, (block) => block * placesABlock);
  listOf.forEach((list, row) => {
    order[next[list]++] = row;
  });
  return { order, blocks };
}
