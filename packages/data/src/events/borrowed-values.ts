import type { RawValue } from '@twotower/features';
import { isMissing } from '../missing-words.ts';
import { ownText } from '../own-text.ts';

/** Values that rows of the log give to users or items, of which the first that is there holds. */
export class BorrowedValues {
  readonly #values: RawValue[] = [];
  #changed = new Set<number>();

  /** Whether a value is still looked for. */
  wants(code: number): boolean {
    return isMissing(this.#values[code]);
  }

  set(code: number, value: RawValue): void {
    this.#values[code] = ownText(value);
    this.#changed.add(code);
  }

  /** What was set since the last call. */
  takeChanged(): { codes: number[]; values: RawValue[] } {
    const codes = [...this.#changed];
    this.#changed = new Set();
    return { codes, values: codes.map((code) => this.#values[code]) };
  }
}
