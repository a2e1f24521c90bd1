import { createHash } from 'node:crypto';
import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs';

export interface FileSums {
  readonly bytes: number;
  /** Of the whole file, hexadecimal. */
  readonly sha256: string;
  /** Length of a beginning -> its sum, for those lengths that the file has. */
  readonly beginnings: ReadonlyMap<number, string>;
}

/**
 * The sums of a file and of its beginnings, in one reading: what tells whether a file is one that was read before, or has
 * grown since.
 *
 * @param lengths of the beginnings, in bytes
 */
export async function fileSums(file: string, lengths: readonly number[] = []): Promise<FileSums> {
  const { size } = statSync(file);
  const ends = [...new Set(lengths)].filter((length) => length <= size).sort((a, b) => a - b);
  const hash = createHash('sha256');
  const beginnings = new Map<number, string>();
  let bytes = 0;
  // Up to the size at the start: what is added meanwhile is for the next time.
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20, end: Math.max(0, size - 1) })) {
    let from = 0;
    while (ends.length > 0 && ends[0] <= bytes + chunk.length) {
      const [end] = ends.splice(0, 1);
      hash.update(chunk.subarray(from, end - bytes));
      from = end - bytes;
      beginnings.set(end, hash.copy().digest('hex'));
    }
    hash.update(chunk.subarray(from));
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex'), beginnings };
}

/** Whether a file's line ends at a length, so that the last row before it does not go on behind it. */
export function endsLineAt(file: string, length: number): boolean {
  const around = Buffer.alloc(2);
  const handle = openSync(file, 'r');
  try {
    const read = readSync(handle, around, 0, 2, Math.max(0, length - 1));
    return read < 2 || /[\r\n]/.test(around.toString('latin1'));
  } finally {
    closeSync(handle);
  }
}
