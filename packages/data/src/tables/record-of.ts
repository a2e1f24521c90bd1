import type { Dialect } from './dialect.ts';
import type { TextRecord } from './records.ts';
import { cutTrusted } from './stray-quotes.ts';

const startBytes = 1 << 12;

export interface ByteRecord extends TextRecord {
  /** Newlines in it. */
  readonly lines: number;
}

/**
 * The record that begins at `begin`, as {@link cutTrusted} cuts it; `end` is a place among the bytes. Only as much is decoded
 * as the record needs.
 */
export function recordOf(bytes: Buffer, begin: number, dialect: Dialect, last: boolean): ByteRecord {
  const { length } = bytes;
  for (let size = startBytes; ; size *= 2) {
    const stop = wholeSign(bytes, Math.min(begin + size, length));
    const text = bytes.toString('utf8', begin, stop);
    const record = cutTrusted(text, 0, dialect, last && stop === length);
    if (record.end >= 0) {
      const taken = text.slice(0, record.end);
      return {
        ...record,
        end: begin + Buffer.byteLength(taken),
        lines: taken.split(dialect.newline).length - 1,
      };
    }
    if (stop === length) {
      return { ...record, lines: 0 };
    }
  }
}

/** The place or the one before it where a sign begins. */
function wholeSign(bytes: Buffer, at: number): number {
  let place = at;
  while (place < bytes.length && (bytes[place] & 0xc0) === 0x80) {
    place--;
  }
  return place;
}
