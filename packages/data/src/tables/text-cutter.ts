import type { RowBlock } from '../table.ts';
import type { Dialect } from './dialect.ts';
import { carriageReturn, closingQuote, grown, noteField, quoteSign } from './field-bounds.ts';
import { cutTrusted } from './stray-quotes.ts';
import { codesOf } from './text-codes.ts';

const lineFeed = 10;

/**
 * Cuts delimited text, given in pieces, into rows.
 *
 * A first pass over the signs as numbers notes where the fields of each line lie, a second cuts the wanted ones column
 * by column; this is some three times as fast as splitting the lines. A record that needs more (a doubled quote, a
 * newline in quotes, a fault) goes through {@link cutTrusted}.
 */
export class TextCutter {
  readonly #dialect: Dialect;
  /** Fields from the first to the last wanted one: only their bounds are noted. */
  readonly #kept: number;
  readonly #picks: readonly number[];
  #rest = '';
  #line = 1;
  #headerSeen: boolean;
  /** Start and end of each kept field of each row of the block. */
  #bounds = new Int32Array(1 << 14);

  /** @param picks the wanted columns' places in a row */
  constructor(dialect: Dialect, picks: readonly number[]) {
    this.#dialect = dialect;
    this.#picks = picks;
    this.#kept = Math.max(0, ...picks.map((pick) => pick + 1));
    this.#headerSeen = !dialect.header;
  }

  /** The rows that end in the text so far; with `last`, also the one that ends with it. */
  cut(piece: string, last: boolean): RowBlock {
    const text = this.#rest + piece;
    const block: Block = { text, last, lines: [], malformed: [], whole: new Map() };
    this.#rest = text.slice(this.#findRows(block));
    const columns = this.#picks.map((pick) => this.#cutColumn(block, pick));
    return { length: block.lines.length, columns, lines: block.lines, malformed: block.malformed };
  }

  /** Notes the fields of every record; where the first unfinished one begins. */
  #findRows(block: Block): number {
    const { text, last } = block;
    const { delimiter, newline, quoted } = this.#dialect;
    const codes = codesOf(text);
    const { length } = codes;
    const width = this.#kept * 2;
    const comma = delimiter.charCodeAt(0);
    const jump = delimiter.length;
    const end = newline === '\n' ? lineFeed : carriageReturn;
    const highest = Math.max(comma, quoteSign);
    let bounds = this.#bounds;
    let filled = 0;
    let begin = 0;
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
        if (codes[at] !== comma || (jump > 1 && !text.startsWith(delimiter, at))) {
          at++;
        } else {
          if (fields < this.#kept) {
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
        const next = this.#cutSlowly(block, begin);
        if (next < 0) {
          break;
        }
        filled = block.lines.length * width;
        begin = next;
        continue;
      }
      if (at >= length && !last) {
        break;
      }
      const bare = end === lineFeed && at > from && codes[at - 1] === carriageReturn ? at - 1 : at;
      if (fields < this.#kept) {
        noteField(bounds, filled + fields * 2, codes, from, bare, quoted);
      }
      if (this.#take(block, fields + 1, fields === 0 && bare === begin, undefined)) {
        filled += width;
      }
      this.#line++;
      begin = at + 1;
    }
    return Math.min(begin, length);
  }

  /** Cuts one record the slow way; where the next begins, or -1 where this one does not end in the text. */
  #cutSlowly(block: Block, begin: number): number {
    const { text, last } = block;
    const record = cutTrusted(text, begin, this.#dialect, last);
    if (record.end < 0) {
      return -1;
    }
    if (this.#take(block, record.fields.length, false, record.fault)) {
      block.whole.set(block.lines.length - 1, record.fields);
    }
    this.#line += Math.max(1, countOf(text, this.#dialect.newline, begin, record.end));
    return record.end;
  }

  /** Whether the record is a row; a blank line and the header are not. */
  #take(block: Block, fields: number, blank: boolean, fault: string | undefined): boolean {
    if (blank && !fault) {
      return false;
    }
    if (!this.#headerSeen) {
      this.#headerSeen = true;
      return false;
    }
    const { columns } = this.#dialect;
    if (fault || fields !== columns.length) {
      const reason = fault ?? `${fields} fields instead of ${columns.length}`;
      block.malformed.push({ line: this.#line, reason });
      return false;
    }
    block.lines.push(this.#line);
    return true;
  }

  #cutColumn({ text, lines, whole }: Block, pick: number): (string | null)[] {
    const width = this.#kept * 2;
    const bounds = this.#bounds;
    const cells: (string | null)[] = new Array(lines.length);
    for (let row = 0, at = pick * 2; row < cells.length; row++, at += width) {
      const from = bounds[at];
      const to = bounds[at + 1];
      cells[row] = to > from ? text.substring(from, to) : null;
    }
    for (const [row, fields] of whole) {
      cells[row] = fields[pick] || null;
    }
    return cells;
  }
}

interface Block {
  readonly text: string;
  readonly last: boolean;
  readonly lines: number[];
  readonly malformed: { readonly line: number; readonly reason: string }[];
  /** Rows that were cut the slow way. */
  readonly whole: Map<number, readonly string[]>;
}

function countOf(text: string, sign: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf(sign, from); at >= 0 && at < to; at = text.indexOf(sign, at + 1)) {
    count++;
  }
  return count;
}
