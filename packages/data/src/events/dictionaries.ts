import type { RawValue } from '@twotower/features';
import { DataError } from '../error.ts';
import { ownText } from '../own-text.ts';

const most = 1_000_000;

/** The distinct values of columns of the context, each with its code. */
export class Dictionaries {
  readonly #columns = new Map<string, { values: RawValue[]; codes: Map<string, number>; taken: number }>();

  /** The value's code; -1 for a missing one. @throws DataError beyond a million distinct values */
  code(column: string, value: RawValue): number {
    if (value === null || value === undefined) {
      return -1;
    }
    let entry = this.#columns.get(column);
    if (!entry) {
      entry = { values: [], codes: new Map(), taken: 0 };
      this.#columns.set(column, entry);
    }
    const key = typeof value === 'string' ? value : `\u0000${JSON.stringify(value)}`;
    const known = entry.codes.get(key);
    if (known !== undefined) {
      return known;
    }
    if (entry.values.length === most) {
      throw new DataError(
        `schema.context: the column "${column}" has more than ${most.toLocaleString('en-US')} distinct values; a feature of the request needs few, or kind: 'numeric'`,
      );
    }
    entry.codes.set(ownText(key), entry.values.length);
    return entry.values.push(ownText(value)) - 1;
  }

  /** Column to its values in the order of their codes. */
  values(): Record<string, readonly RawValue[]> {
    return Object.fromEntries([...this.#columns].map(([name, { values }]) => [name, values]));
  }

  /** Column to the values that have got codes since the last call. */
  takeNew(): Record<string, readonly RawValue[]> {
    const all: Record<string, readonly RawValue[]> = {};
    for (const [name, entry] of this.#columns) {
      all[name] = entry.values.slice(entry.taken);
      entry.taken = entry.values.length;
    }
    return all;
  }
}
