import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type ArrivalBlock, arrivalBlock, columnsOf, viewRows } from './arrival-block.ts';
import { readColumns, withFile, writeColumns } from './columnar-file.ts';
import type { ContextKinds } from './context-kinds.ts';

const blockRows = 1 << 20;

/** Collects rows; beyond `memoryRows` they go to files block by block, so that memory does not grow with the log. */
export class Arrivals {
  length = 0;
  /** The block being filled. */
  #block: ArrivalBlock;
  readonly kinds: ContextKinds;
  readonly #rowsPerBlock: number;
  readonly #blocksInMemory: number;
  readonly #folder: () => string;
  readonly #full: ArrivalBlock[] = [];
  #files = 0;
  #row = 0;

  /** @param folder where the files go; asked only once there are any */
  constructor(kinds: ContextKinds, memoryRows: number, folder: () => string) {
    this.kinds = kinds;
    this.#rowsPerBlock = Math.min(blockRows, memoryRows);
    this.#blocksInMemory = Math.max(1, Math.floor(memoryRows / blockRows));
    this.#folder = folder;
    this.#block = arrivalBlock(this.#rowsPerBlock, kinds);
  }

  get spilled(): boolean {
    return this.#files > 0;
  }

  /** Takes rows over, in their order. @param placed whether they know their offsets; others are counted */
  add(rows: ArrivalBlock, placed = false): void {
    for (let start = 0; start < rows.length; ) {
      if (this.#row === this.#rowsPerBlock) {
        this.#startBlock();
      }
      const taken = Math.min(rows.length - start, this.#rowsPerBlock - this.#row);
      const from = columnsOf(viewRows(rows, start, start + taken));
      for (const [name, column] of Object.entries(columnsOf(this.#block))) {
        column.set(from[name], this.#row);
      }
      for (let n = 0; n < taken && !placed; n++) {
        this.#block.offset[this.#row + n] = this.length + n;
      }
      this.length += taken;
      this.#row += taken;
      start += taken;
    }
  }

  /** The users of all rows, block by block. */
  *users(): Generator<Int32Array> {
    for (let n = 0; n < this.#files; n++) {
      const user = new Int32Array(this.#rowsPerBlock);
      withFile(this.#path(n), 'r', (file) => readColumns(file, { user }, { length: this.#rowsPerBlock }));
      yield user;
    }
    yield* this.#full.map(({ user }) => user);
    yield this.#block.user.subarray(0, this.#row);
  }

  /** All rows in order. A block that lies in a file is gone from there once it was given. */
  *blocks(): Generator<ArrivalBlock> {
    for (let n = 0; n < this.#files; n++) {
      const block = arrivalBlock(this.#rowsPerBlock, this.kinds);
      withFile(this.#path(n), 'r', (file) =>
        readColumns(file, columnsOf(block), { length: this.#rowsPerBlock }),
      );
      rmSync(this.#path(n));
      yield block;
    }
    yield* this.#full;
    yield viewRows(this.#block, 0, this.#row);
  }

  #startBlock(): void {
    if (this.#files === 0 && this.#full.length + 1 < this.#blocksInMemory) {
      this.#full.push(this.#block);
      this.#block = arrivalBlock(this.#rowsPerBlock, this.kinds);
    } else {
      for (const block of [...this.#full, this.#block]) {
        withFile(this.#path(this.#files), 'wx', (file) => writeColumns(file, columnsOf(block)));
        this.#files++;
      }
      this.#full.length = 0;
    }
    this.#row = 0;
  }

  #path(block: number): string {
    return join(this.#folder(), `arrivals-${block}`);
  }
}
