import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { DataError } from '../error.ts';

/** Column name to values, all of one length. */
export type Columns = Readonly<Record<string, Int32Array | Float64Array | Float32Array | Uint8Array>>;

/** Bytes of one row. */
export function rowBytes(columns: Columns): number {
  return Object.values(columns).reduce((sum, values) => sum + values.BYTES_PER_ELEMENT, 0);
}

/**
 * Appends whole columns, one after the other, in this machine's byte order. There is no header: whoever writes keeps
 * names, types and length.
 */
export function writeColumns(file: number, columns: Columns): void {
  for (const values of Object.values(columns)) {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    for (let at = 0; at < bytes.length; ) {
      at += writeSync(file, bytes, at, bytes.length - at);
    }
  }
}

/**
 * Fills `target`, `[n]` a column, with the rows from `from` on of `length` rows that were written at `position`.
 *
 * @throws DataError where the file is shorter than that
 */
export function readColumns(
  file: number,
  target: Columns,
  { length, from = 0, position = 0 }: { length: number; from?: number; position?: number },
): void {
  let start = position;
  for (const values of Object.values(target)) {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    readAll(file, bytes, start + from * values.BYTES_PER_ELEMENT);
    start += length * values.BYTES_PER_ELEMENT;
  }
}

/** Opens a file for the time of one task. */
export function withFile<T>(path: string, flags: 'r' | 'a' | 'wx', task: (file: number) => T): T {
  const file = openSync(path, flags);
  try {
    return task(file);
  } finally {
    closeSync(file);
  }
}

function readAll(file: number, bytes: Uint8Array, position: number): void {
  for (let at = 0; at < bytes.length; ) {
    const read = readSync(file, bytes, at, bytes.length - at, position + at);
    if (read === 0) {
      throw new DataError(
        'an encoded log is cut short; remove the folder "encoded" of the store and run again',
      );
    }
    at += read;
  }
}
