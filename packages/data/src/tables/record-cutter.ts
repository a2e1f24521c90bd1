import type { Dialect } from './dialect.ts';
import { carriageReturn, closingQuote, grown, noteField, quoteSign } from './field-bounds.ts';
import { recordOf } from './record-of.ts';
import type { TextBlock } from './text-block.ts';
import type { TextStretch } from './text-stretches.ts';

const lineFeed = 10;

/**
 * Cuts stretches of delimited text into rows: one pass over the bytes notes where the fields of each line lie. A record that
 * needs more (a doubled quote, a newline in quotes, a fault) goes through {@link recordOf}.
 */
export class RecordCutter {
  readonly #dialect: Dialect;
  readonly #delimiter: Buffer;
  readonly #header: Buffer;
  /** Fields from the first to the last wanted one: only their bounds are noted. */
  readonly #kept: number;
  /** Start and end of each kept field of each row of the stretch. */
  #bounds = new Int32Array(1 << 14);

  /** @param picks the wanted columns' places in a row */
  constructor(dialect: Dialect, picks: readonly number[]) {
    this.#dialect = dialect;
    this.#delimiter = Buffer.from(dialect.delimiter);
    this.#header = Buffer.from(dialect.columns.length > 1 ? dialect.headerLine : '');
    this.#kept = Math.max(0, ...picks.map((pick) => pick + 1));
  }

  /**
   * The rows that end in the stretch; none of its bytes are consumed where the text's header does not end in it. What an
   * earlier call gave is overwritten.
   */
  cut({ bytes, first, last }: TextStretch): TextBlock {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const found: Found = {
      bytes: buffer,
      last,
      begin: 0,
      line: 1,
      header: first && this.#dialect.header,
      lines: [],
      malformed: [],
      whole: new Map(),
    };
    if (first) {
      this.#skipPreamble(found);
    }
    this.#findRows(found);
    const { lines, malformed, whole, begin, line } = found;
    const begun = !found.header || last;
    return {
      bytes: buffer,
      length: lines.length,
      bounds: this.#bounds,
      width: this.#kept * 2,
      lines,
      malformed,
      whole,
      lineCount: begun ? line - 1 : 0,
      consumed: begun ? Math.min(begin, bytes.length) : 0,
    };
  }

  #skipPreamble(found: Found): void {
    const sign = this.#dialect.newline === '\n' ? lineFeed : carriageReturn;
    for (let n = 0; n < this.#dialect.preamble; n++) {
      const end = found.bytes.indexOf(sign, found.begin);
      found.begin = end < 0 ? found.bytes.length : end + 1;
      found.line++;
    }
  }

  /** Notes the fields of every record up to the first that does not end in the stretch. */
  #findRows(found: Found): void {
    const { bytes: codes, last } = found;
    const { quoted, newline } = this.#dialect;
    const { length } = codes;
    const kept = this.#kept;
    const width = kept * 2;
    const delimiter = this.#delimiter;
    const comma = delimiter[0];
    const jump = delimiter.length;
    const end = newline === '\n' ? lineFeed : carriageReturn;
    const highest = Math.max(comma, quoteSign);
    let bounds = this.#bounds;
    let filled = 0;
    let { begin } = found;
    while (begin < length) {
      if (filled + width > bounds.length) {
        bounds = grown(bounds, width);
        this.#bounds = bounds;
      }
      let fields = 0;
      let at = begin;
      let from = begin;
      let special = false;
      if (quoted && codes[at] === quoteSign) {
        at = closingQuote(codes, at, comma, end, jump);
        special = at < 0;
      }
      while (!special) {
        while (at < length && codes[at] > highest) {
          at++;
        }
        if (at >= length || codes[at] === end) {
          break;
        }
        if (codes[at] !== comma || (jump > 1 && !startsWith(codes, at, delimiter))) {
          at++;
        } else {
          if (fields < kept) {
            noteField(bounds, filled + fields * 2, codes, from, at, quoted);
          }
          fields++;
          at += jump;
          from = at;
          if (quoted && codes[at] === quoteSign) {
            at = closingQuote(codes, at, comma, end, jump);
            special = at < 0;
          }
        }
      }
      if (special) {
        const next = this.#cutSlowly(found, begin);
        if (next < 0) {
          break;
        }
        filled = found.lines.length * width;
        begin = next;
        continue;
      }
      if (at >= length && !last) {
        break;
      }
      const bare = end === lineFeed && at > from && codes[at - 1] === carriageReturn ? at - 1 : at;
      if (fields < kept) {
        noteField(bounds, filled + fields * 2, codes, from, bare, quoted);
      }
      const blank = fields === 0 && bare === begin;
      if (!blank && !this.#isHeader(found, begin, bare) && this.#take(found, fields + 1, undefined)) {
        filled += width;
      }
      found.line++;
      begin = at + 1;
    }
    found.begin = begin;
  }

  /** Cuts one record the slow way; where the next begins, or -1 where this one does not end in the stretch. */
  #cutSlowly(found: Found, begin: number): number {
    const record = recordOf(found.bytes, begin, this.#dialect, found.last);
    if (record.end < 0) {
      return -1;
    }
    if (found.header) {
      found.header = false;
    } else if (this.#take(found, record.fields.length, record.fault)) {
      found.whole.set(found.lines.length - 1, record.fields);
    }
    found.line += Math.max(1, record.lines);
    return record.end;
  }

  /** Whether the line is the header, or the header again: files that were put together keep each its own. */
  #isHeader(found: Found, from: number, to: number): boolean {
    if (found.header) {
      found.header = false;
      return true;
    }
    const header = this.#header;
    const start = to - header.length;
    if (header.length === 0 || start < from || found.bytes[start] !== header[0]) {
      return false;
    }
    const isAlone = start === from || (start === from + 3 && found.bytes[from] === 0xef);
    return isAlone && startsWith(found.bytes, start, header);
  }

  /** Whether the record is a row. */
  #take(found: Found, fields: number, fault: string | undefined): boolean {
    const { columns } = this.#dialect;
    if (fault || fields !== columns.length) {
      const reason = fault ?? `${fields} fields instead of ${columns.length}`;
      found.malformed.push({ line: found.line, reason });
      return false;
    }
    found.lines.push(found.line);
    return true;
  }
}

/** What was found in a stretch so far. */
interface Found {
  readonly bytes: Buffer;
  readonly last: boolean;
  /** Where the next record begins, and on which line. */
  begin: number;
  line: number;
  /** Whether the next record is the header. */
  header: boolean;
  readonly lines: number[];
  readonly malformed: { readonly line: number; readonly reason: string }[];
  readonly whole: Map<number, readonly string[]>;
}

function startsWith(bytes: Uint8Array, at: number, sign: Uint8Array): boolean {
  for (let i = 0; i < sign.length; i++) {
    if (bytes[at + i] !== sign[i]) {
      return false;
    }
  }
  return true;
}
