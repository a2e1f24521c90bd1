import type { Table } from '../table.ts';
import { isTextTable } from '../tables/text-table.ts';

/** How far the reading of a log is. */
export interface ReadProgress {
  /** Rows read so far. */
  readonly rows: number;
  /** Of the log's bytes, from 0 to 1, where all of it lies in text files. */
  readonly share?: number;
}

const between = 250;

/** Tells how far a log is read, at most some times a second. */
export class ProgressTeller {
  readonly #onProgress: (progress: ReadProgress) => void;
  /** Undefined where a table's size is not known. */
  readonly #bytes: number | undefined;
  #before = 0;
  #last = performance.now();

  constructor(log: readonly Table[], onProgress: (progress: ReadProgress) => void) {
    this.#onProgress = onProgress;
    this.#bytes = log.every(isTextTable) ? log.reduce((sum, { fileBytes }) => sum + fileBytes, 0) : undefined;
  }

  /** @param bytes of the table that is being read */
  tell(rows: number, bytes: number): void {
    const now = performance.now();
    if (now - this.#last >= between) {
      this.#last = now;
      this.#onProgress({
        rows,
        ...(this.#bytes && { share: Math.min(1, (this.#before + bytes) / this.#bytes) }),
      });
    }
  }

  /** A table is read to its end. */
  finish(table: Table): void {
    this.#before += isTextTable(table) ? table.fileBytes : 0;
  }
}
