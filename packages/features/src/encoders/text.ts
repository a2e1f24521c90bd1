import { z } from 'zod';
import { DistinctRows } from '../distinct-rows.ts';
import { type EncoderKind, textOf, type ValueEncoder } from './encoder.ts';
import { parseState } from './parse-state.ts';

const stateSchema = z.object({ kind: z.literal('text'), buckets: z.int().min(2) });
const BOUNDARY = 35; // '#'

/**
 * Letter trigrams of every word, `#cat#` giving `#ca`, `cat`, `at#`, hashed into `buckets` rows; n distinct rows have
 * weight 1/sqrt(n) each, so that long and short texts weigh alike. Words are runs of letters, digits and their marks,
 * in lower case and Unicode's NFKC form. Source: Huang et al. 2013 (DSSM, word hashing).
 */
export const text: EncoderKind<'text'> = {
  fit: ({ buckets }) => create(buckets),
  open: (state) => create(parseState(stateSchema, state).buckets),
};

function create(buckets: number): ValueEncoder {
  const rows = new DistinctRows(buckets + 1);
  return {
    rows: buckets + 1,
    state: { kind: 'text', buckets },
    encode(value, sink) {
      gatherTrigrams((textOf(value) ?? '').normalize('NFKC').toLowerCase(), buckets, rows);
      rows.flush(sink, -0.5);
    },
  };
}

/** One pass over the letters with the two before; every letter, and the boundary after a word, ends a trigram. */
function gatherTrigrams(words: string, buckets: number, rows: DistinctRows): void {
  let before = BOUNDARY;
  let last = BOUNDARY;
  for (let i = 0; i < words.length; ) {
    const letter = words.codePointAt(i) ?? 0;
    i += letter > 0xffff ? 2 : 1;
    const next = isWordLetter(letter) ? letter : BOUNDARY;
    if (last !== BOUNDARY) {
      rows.add(1 + (hash(before, last, next) % buckets));
    }
    before = last;
    last = next;
  }
  if (last !== BOUNDARY) {
    rows.add(1 + (hash(before, last, BOUNDARY) % buckets));
  }
}

function isWordLetter(letter: number): boolean {
  if (letter < 128) {
    return (letter >= 97 && letter <= 122) || (letter >= 48 && letter <= 57);
  }
  return /[\p{L}\p{N}\p{M}]/u.test(String.fromCodePoint(letter));
}

/** FNV-1a over three code points, then MurmurHash3's 32-bit finaliser, so that the low bits depend on every letter. */
function hash(a: number, b: number, c: number): number {
  let h = Math.imul(0x811c9dc5 ^ a, 0x01000193);
  h = Math.imul(h ^ b, 0x01000193);
  h = Math.imul(h ^ c, 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
