import type { EntityTable } from '../entity-reader.ts';

/**
 * Gives the ids of a log their integers, those of the side's own file first.
 *
 * pandas writes a column of whole numbers with one gap among them as `5000.0`: where the file has the whole number alone,
 * that is the one meant.
 */
export class EntityIds {
  /** Usable rows joined by their whole number, and the first id that was. */
  joined = 0;
  joinedFirst: string | undefined;
  readonly #table: EntityTable;

  constructor(table: EntityTable) {
    this.#table = table;
  }

  /** The id's integer, a new one where it was not seen before; -1 - integer for one that was joined by its whole number. */
  add(id: string): number {
    const { index, described } = this.#table;
    const known = index.find(id);
    if (known !== undefined) {
      return known;
    }
    const whole = /^-?\d+\.0+$/.test(id) ? index.find(id.slice(0, id.indexOf('.'))) : undefined;
    if (whole === undefined || whole >= described) {
      return index.add(id);
    }
    this.joinedFirst ??= id;
    return -1 - whole;
  }

  /** Turns a reader's codes into integers, in place. @param integers of the codes, as {@link add} gave them */
  read(codes: Int32Array, integers: readonly number[]): void {
    for (let e = 0; e < codes.length; e++) {
      const integer = integers[codes[e]];
      if (integer < 0) {
        this.joined++;
      }
      codes[e] = integer < 0 ? -1 - integer : integer;
    }
  }
}
