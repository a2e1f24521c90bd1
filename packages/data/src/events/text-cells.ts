import { instantInBytes } from '../bytes/instant-in-bytes.ts';
import type { KnownTexts } from '../bytes/known-texts.ts';
import { numberInBytes } from '../bytes/number-in-bytes.ts';
import { isMissingWord, longestMissingWord } from '../missing-words.ts';
import type { TextBlock } from '../tables/text-block.ts';
import type { Cells } from './cells.ts';
import { hashId } from './hash-id.ts';
import { ValueCells } from './value-cells.ts';

/** A field of the rows of a text, read where it lies. */
export class TextCells implements Cells {
  readonly #bytes: Buffer;
  readonly #bounds: Int32Array;
  readonly #width: number;
  readonly #at: number;
  /** Of rows that were cut the slow way, by row; undefined where there are none. */
  readonly #whole: ValueCells | undefined;
  readonly #isWhole: ReadonlyMap<number, unknown>;

  /** @param pick the field's place in a row */
  constructor({ bytes, bounds, width, whole }: TextBlock, pick: number) {
    this.#bytes = bytes;
    this.#bounds = bounds;
    this.#width = width;
    this.#at = pick * 2;
    this.#isWhole = whole;
    this.#whole = whole.size > 0 ? new ValueCells(valuesOf(whole, pick)) : undefined;
  }

  value(row: number): string | null {
    const whole = this.#cutSlowly(row);
    if (whole) {
      return whole.value(row) as string | null;
    }
    const from = this.#from(row);
    const to = this.#to(row);
    return to > from ? this.#bytes.toString('utf8', from, to) : null;
  }

  isBlank(row: number): boolean {
    const from = this.#from(row);
    const first = this.#bytes[from];
    if (this.#whole === undefined && from < this.#to(row) && first > 32 && first < 0x80) {
      return false;
    }
    return (this.value(row) ?? '').trim() === '';
  }

  code(row: number, texts: KnownTexts): number {
    const whole = this.#cutSlowly(row);
    if (whole) {
      return whole.code(row, texts);
    }
    const from = this.#from(row);
    const to = this.#to(row);
    return to > from ? texts.code(this.#bytes, from, to) : -1;
  }

  plainNumber(row: number): number {
    return this.#cutSlowly(row) ? Number.NaN : numberInBytes(this.#bytes, this.#from(row), this.#to(row));
  }

  plainInstant(row: number): number {
    return this.#cutSlowly(row) ? Number.NaN : instantInBytes(this.#bytes, this.#from(row), this.#to(row));
  }

  hash(row: number, low: Int32Array, high: Int32Array, at: number): void {
    const whole = this.#cutSlowly(row);
    if (whole) {
      whole.hash(row, low, high, at);
      return;
    }
    const from = this.#from(row);
    const to = this.#to(row);
    if (
      to <= from ||
      (this.#mayBeMissing(from, to) && isMissingWord(this.#bytes.toString('utf8', from, to)))
    ) {
      low[at] = 0;
      high[at] = 0;
      return;
    }
    hashId(this.#bytes, from, to, low, high, at);
  }

  #from(row: number): number {
    return this.#bounds[row * this.#width + this.#at];
  }

  #to(row: number): number {
    return this.#bounds[row * this.#width + this.#at + 1];
  }

  #cutSlowly(row: number): ValueCells | undefined {
    return this.#whole !== undefined && this.#isWhole.has(row) ? this.#whole : undefined;
  }

  /** Words for a missing value are short and end in no digit; blanks may stand around one. */
  #mayBeMissing(from: number, to: number): boolean {
    const first = this.#bytes[from];
    const last = this.#bytes[to - 1];
    if (last >= 48 && last <= 57) {
      return false;
    }
    return to - from <= longestMissingWord || first <= 32 || first >= 0x80 || last <= 32 || last >= 0x80;
  }
}

/** One field of those rows, by row. */
function valuesOf(whole: ReadonlyMap<number, readonly string[]>, pick: number): (string | null)[] {
  const values: (string | null)[] = [];
  for (const [row, fields] of whole) {
    values[row] = fields[pick] || null;
  }
  return values;
}
