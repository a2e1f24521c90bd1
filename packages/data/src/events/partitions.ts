import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type ArrivalBlock, arrivalBlock, columnsOf, joinBlocks, takeRows } from './arrival-block.ts';
import type { Arrivals } from './arrivals.ts';
import { readColumns, rowBytes, withFile, writeColumns } from './columnar-file.ts';
import type { ContextKinds } from './context-kinds.ts';

/** All arrivals of a stretch of users, in the order they arrived. */
export interface Partition {
  readonly first: number;
  readonly end: number;
  readonly block: ArrivalBlock;
}

/**
 * Deals the arrivals out to stretches of users, one stretch after the other, each small enough for memory (one user's
 * rows stay together, however many).
 *
 * @param folder for one file a stretch, gone when the stretch was given
 */
export function* partitionByUser(
  arrivals: Arrivals,
  users: number,
  rowsPerPartition: number,
  folder: string,
): Generator<Partition> {
  const ends = cutUsers(arrivals, users, rowsPerPartition);
  const partitionOf = new Int32Array(users);
  ends.forEach((end, p) => {
    partitionOf.fill(p, p === 0 ? 0 : ends[p - 1], end);
  });
  const path = (p: number): string => join(folder, `partition-${p}`);
  const lengths: number[][] = ends.map(() => []);
  for (const block of arrivals.blocks()) {
    rowsByPartition(block.user, partitionOf, ends.length).forEach((rows, p) => {
      if (rows.length > 0) {
        const part = columnsOf(takeRows(block, rows, arrivals.kinds));
        withFile(path(p), 'a', (file) => writeColumns(file, part));
        lengths[p].push(rows.length);
      }
    });
  }
  for (const [p, end] of ends.entries()) {
    const blocks = lengths[p].length === 0 ? [] : readBlocks(path(p), lengths[p], arrivals.kinds);
    rmSync(path(p), { force: true });
    yield { first: p === 0 ? 0 : ends[p - 1], end, block: joinBlocks(blocks, arrivals.kinds) };
  }
}

/** Where stretches of users with at most so many rows end. */
function cutUsers(arrivals: Arrivals, users: number, most: number): number[] {
  const counts = new Int32Array(users);
  for (const block of arrivals.users()) {
    for (const user of block) {
      counts[user]++;
    }
  }
  const ends: number[] = [];
  let rows = 0;
  for (let user = 0; user < users; user++) {
    if (rows > 0 && rows + counts[user] > most) {
      ends.push(user);
      rows = 0;
    }
    rows += counts[user];
  }
  return [...ends, users];
}

function rowsByPartition(user: Int32Array, partitionOf: Int32Array, partitions: number): Int32Array[] {
  const starts = new Int32Array(partitions + 1);
  for (const u of user) {
    starts[partitionOf[u] + 1]++;
  }
  for (let p = 0; p < partitions; p++) {
    starts[p + 1] += starts[p];
  }
  const next = starts.slice(0, partitions);
  const rows = new Int32Array(user.length);
  for (let e = 0; e < user.length; e++) {
    rows[next[partitionOf[user[e]]]++] = e;
  }
  return Array.from({ length: partitions }, (_, p) => rows.subarray(starts[p], starts[p + 1]));
}

function readBlocks(path: string, lengths: readonly number[], kinds: ContextKinds): ArrivalBlock[] {
  return withFile(path, 'r', (file) => {
    let position = 0;
    return lengths.map((length) => {
      const block = arrivalBlock(length, kinds);
      const columns = columnsOf(block);
      readColumns(file, columns, { length, position });
      position += length * rowBytes(columns);
      return block;
    });
  });
}
