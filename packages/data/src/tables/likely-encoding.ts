import { isUtf8 } from 'node:buffer';
import { encodingOf } from '@twotower/schema';
import { analyse } from 'chardet';
import { decoderOf } from './decoder.ts';
import { singleByteEncoding } from './single-byte-encoding.ts';

const newline = 10;
const most = 1 << 16;
const multiByte = /^(GB|Big5|EUC|Shift|ISO-2022)/;

/**
 * The encoding that bytes of a text file are most likely in, as `data.format.encoding` takes it: told by what people
 * write, and one in which the bytes are text.
 *
 * @param bytes a stretch of the file, perhaps cut within a sign
 * @returns undefined where they are text in no encoding that is known
 */
export function likelyEncoding(bytes: Uint8Array): string | undefined {
  const wide = wideEncoding(bytes);
  if (wide !== undefined || bytes.includes(0)) {
    return wide;
  }
  const whole = wholeLines(bytes);
  const lines = linesBeyondAscii(whole);
  const found = multiByteEncoding(lines) ?? singleByteEncoding(lines);
  return found === 'windows-1252' ? 'latin-1' : found;
}

/** Now and then a line of another encoding happens to be UTF-8. */
const leastMixed = 0.2;

/**
 * Lines of UTF-8 among lines of another encoding, of those that are not plain ASCII: the share of UTF-8, and what the others are in.
 *
 * @returns undefined where the text is all of one or nearly all of the other
 */
export function mixedEncodings(
  bytes: Uint8Array,
): { readonly utf8Share: number; readonly other: string | undefined } | undefined {
  const lines = [...linesOf(linesBeyondAscii(wholeLines(bytes)))];
  const others = lines.filter((line) => !isUtf8(line));
  const utf8Share = 1 - others.length / Math.max(1, lines.length);
  if (others.length === 0 || utf8Share < leastMixed) return undefined;
  return { utf8Share, other: likelyEncoding(Buffer.concat(others)) };
}

/** Told by the pairs of bytes that its languages use most: the package chardet is all but sure of those, or far from it. */
function multiByteEncoding(lines: Uint8Array): string | undefined {
  const found = analyse(lines).flatMap(({ name, confidence }) =>
    confidence >= 50 && multiByte.test(name) ? (encodingOf(name) ?? []) : [],
  );
  return ['utf-8', ...found].find((name) => isText(lines, name));
}

/** UTF-16 without a mark: of plain signs, one of the two bytes is 0. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const sample = bytes.subarray(0, most);
  const zeros = [0, 0];
  sample.forEach((byte, i) => {
    zeros[i % 2] += byte === 0 ? 1 : 0;
  });
  const many = sample.length / 50;
  if (zeros[1] > many && zeros[0] === 0) {
    return 'utf-16le';
  }
  return zeros[0] > many && zeros[1] === 0 ? 'utf-16be' : undefined;
}

/** Without what stands before the first newline and behind the last, where there are two. */
function wholeLines(bytes: Uint8Array): Uint8Array {
  const [first, last] = [bytes.indexOf(newline), bytes.lastIndexOf(newline)];
  return last > first ? bytes.subarray(first + 1, last) : bytes;
}

/** Lines of ASCII tell nothing, and a file may have many of them. */
function linesBeyondAscii(bytes: Uint8Array): Uint8Array {
  const lines: Uint8Array[] = [];
  let length = 0;
  for (const line of linesOf(bytes)) {
    if (length >= most) break;
    if (line.some((byte) => byte >= 0x80)) {
      lines.push(line);
      length += line.length;
    }
  }
  return Buffer.concat(lines);
}

/** Each with its newline. */
function* linesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; ) {
    const found = bytes.indexOf(newline, at);
    const end = found < 0 ? bytes.length : found + 1;
    yield bytes.subarray(at, end);
    at = end;
  }
}

/** Whether the bytes are text, and none of it control characters. */
function isText(bytes: Uint8Array, encoding: string): boolean {
  const decode = decoderOf(encoding);
  try {
    return !/[^\P{Cc}\t\r\n]/u.test(decode(bytes) + decode());
  } catch {
    // Bytes that stand for no sign.
    return false;
  }
}
