import { DataError } from '../error.ts';
import { ownText } from '../own-text.ts';

const most = 256;

/** The types of a log's events in the order they were first seen, each with its code. */
export class TypeCodes {
  readonly names: string[] = [];
  readonly #codes = new Map<string, number>();
  #taken = 0;

  /**
   * The type's code, a new one where it was not seen before.
   *
   * @param column what the type stands in, for messages
   * @throws DataError beyond 256 types, which a byte cannot tell apart
   */
  of(name: string, column: string | undefined): number {
    const known = this.#codes.get(name);
    if (known !== undefined) {
      return known;
    }
    if (this.names.length === most) {
      throw new DataError(
        `schema.event.type: the column "${column}" has more than ${most} values; name the column that holds event types, or leave it out`,
      );
    }
    const code = this.names.push(ownText(name)) - 1;
    this.#codes.set(name, code);
    return code;
  }

  /** The names that have got codes since the last call. */
  takeNew(): string[] {
    const names = this.names.slice(this.#taken);
    this.#taken = this.names.length;
    return names;
  }
}
