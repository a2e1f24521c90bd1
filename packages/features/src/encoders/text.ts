import { z } from 'zod';
import { type EncoderKind, textOf, type ValueEncoder } from './encoder.ts';
import { parseState } from './parse-state.ts';

const stateSchema = z.object({ kind: z.literal('text'), buckets: z.int().min(2) });

/**
 * Letter trigrams of every word, `#cat#` giving `#ca`, `cat`, `at#`, hashed into `buckets` rows; n distinct trigrams have
 * weight 1/sqrt(n) each, so that long and short texts weigh alike. Source: Huang et al. 2013 (DSSM, word hashing).
 */
export const text: EncoderKind<'text'> = {
  fit: ({ buckets }) => create(buckets),
  open: (state) => create(parseState(stateSchema, state).buckets),
};

function create(buckets: number): ValueEncoder {
  return {
    rows: buckets + 1,
    state: { kind: 'text', buckets },
    encode(value, sink) {
      const rows = trigramRows(textOf(value) ?? '', buckets);
      if (rows.length === 0) {
        sink.add(0, 1);
      }
      for (const row of rows) {
        sink.add(row, 1 / Math.sqrt(rows.length));
      }
    },
  };
}

function trigramRows(value: string, buckets: number): number[] {
  const rows = new Set<number>();
  for (const word of value.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    const letters = [...`#${word}#`];
    for (let i = 0; i + 3 <= letters.length; i++) {
      rows.add(1 + (hash(letters.slice(i, i + 3).join('')) % buckets));
    }
  }
  return [...rows].sort((a, b) => a - b);
}

/** FNV-1a over UTF-16 units, 32 bits. */
function hash(value: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < value.length; i++) {
    h = Math.imul(h ^ value.charCodeAt(i), 0x01000193);
  }
  return h >>> 0;
}
