import type { RawValue } from '@twotower/features';
import type { KnownTexts } from '../bytes/known-texts.ts';
import { utf8Of } from '../bytes/utf8.ts';
import { isMissing } from '../missing-words.ts';
import type { Cells } from './cells.ts';
import { hashId } from './hash-id.ts';

/** A column of values. */
export class ValueCells implements Cells {
  readonly #values: readonly RawValue[];

  constructor(values: readonly RawValue[]) {
    this.#values = values;
  }

  value(row: number): RawValue {
    return this.#values[row];
  }

  isBlank(row: number): boolean {
    const value = this.#values[row];
    return typeof value !== 'string' || value.trim() === '';
  }

  code(row: number, texts: KnownTexts): number {
    const value = this.#values[row];
    if (typeof value !== 'string') {
      return -1;
    }
    const { bytes, length } = utf8Of(value);
    return texts.code(bytes, 0, length);
  }

  plainNumber(row: number): number {
    const value = this.#values[row];
    return typeof value === 'number' && Number.isFinite(value) ? value : Number.NaN;
  }

  plainInstant(): number {
    return Number.NaN;
  }

  hash(row: number, low: Int32Array, high: Int32Array, at: number): void {
    const value = this.#values[row];
    if (typeof value !== 'string' || isMissing(value)) {
      low[at] = 0;
      high[at] = 0;
      return;
    }
    const { bytes, length } = utf8Of(value);
    hashId(bytes, 0, length, low, high, at);
  }
}
