import type { EntityTable } from '../entity-reader.ts';

/**
 * Gives the ids of a log their integers, those of the side's own file first.
 *
 * pandas writes a column of whole numbers with one gap among them as `5000.0`: where the file has the whole number alone,
 * that is the one meant.
 */
export class EntityIds {
  /** Rows joined by their whole number, and the first such id. */
  joined = 0;
  joinedFirst: string | undefined;
  readonly #table: EntityTable;

  constructor(table: EntityTable) {
    this.#table = table;
  }

  /** The id's integer, a new one where it was not seen before. */
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
    this.joined++;
    this.joinedFirst ??= id;
    return whole;
  }
}
