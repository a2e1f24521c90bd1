import { FeaturesError } from './error.ts';

/** IDs that are taken up in one go. */
const inOneGo = 4096;

/** How often and how lately each row's ID was seen, by row; row 0 counts for nobody. */
export interface Sightings {
  /** `[size]` */
  readonly times: Float64Array;
  /** `[size]` milliseconds since 1970; NaN where no time is known. */
  readonly last: Float64Array;
}

/**
 * Which ID has which row of its table. Row 0 stands for every ID without one. IDs come and go: a new one takes over the
 * row that was given back last, or else the next behind all others, so that a table grows by whoever is there at once and not
 * by whoever ever was.
 */
export class IdRows {
  /** By row; null for row 0 and rows that were given back. */
  readonly #ids: (string | null)[];
  readonly #rows: Map<string, number>;
  /** Rows that were given back, the last one last. */
  readonly #free: number[];
  #times = new Float64Array(0);
  #last = new Float64Array(0);

  private constructor(ids: (string | null)[], free: number[], rows?: Map<string, number>) {
    this.#ids = ids;
    this.#free = free;
    this.#rows = rows ?? new Map();
    if (rows !== undefined) return;
    ids.forEach((id, row) => {
      if (id !== null) this.#rows.set(id, row);
    });
  }

  /** The distinct IDs, in the order of their first appearance, in rows from 1 on. */
  static from(ids: Iterable<string>): IdRows {
    return new IdRows([null, ...new Set(ids)], []);
  }

  /**
   * What {@link saved} and {@link free} gave.
   *
   * @throws FeaturesError where an ID has two rows, or the free rows are not those without an ID
   */
  static open(
    saved: readonly (string | null)[],
    free?: readonly number[],
    rows?: Map<string, number>,
  ): IdRows {
    const ids = [null, ...saved];
    const empty: number[] = [];
    for (let row = 1; row < ids.length; row++) {
      if (ids[row] === null) empty.push(row);
    }
    const given = free === undefined ? empty.toReversed() : [...free];
    const isSame = given.length === empty.length && new Set([...given, ...empty]).size === empty.length;
    if (!isSame) {
      throw new FeaturesError(
        `${given.length} rows are said to be free, ${empty.length} have no ID; they must be the same`,
      );
    }
    const opened = new IdRows(ids, given, rows);
    if (opened.#rows.size !== ids.length - 1 - empty.length) {
      const twice = saved.find((id, i) => id !== null && saved.indexOf(id) !== i);
      throw new FeaturesError(`ID ${JSON.stringify(twice)} has two rows; an ID has one`);
    }
    return opened;
  }

  /** As {@link open}, for many IDs: `pause` is called again and again, so that it holds nobody up. */
  static async openInSlices(saved: readonly (string | null)[], pause: () => Promise<void>): Promise<IdRows> {
    const rows = new Map<string, number>();
    for (let i = 0; i < saved.length; i++) {
      const id = saved[i];
      if (id !== null) rows.set(id, i + 1);
      if (i % inOneGo === 0) await pause();
    }
    return IdRows.open(saved, undefined, rows);
  }

  /** Rows of a table for these IDs: row 0 and those that were given back are counted. */
  get size(): number {
    return this.#ids.length;
  }

  /** The ID's row; 0 where it has none. */
  row(id: string): number {
    return this.#rows.get(id) ?? 0;
  }

  /** Who has a row; undefined for row 0, a row that was given back, and past the end. */
  id(row: number): string | undefined {
    return this.#ids[row] ?? undefined;
  }

  /** The ID's row, given to it now where it had none. */
  admit(id: string): number {
    const known = this.#rows.get(id);
    if (known !== undefined) {
      return known;
    }
    const row = this.#free.pop() ?? this.#ids.length;
    this.#ids[row] = id;
    this.#rows.set(id, row);
    return row;
  }

  /** Takes the ID's row from it and forgets when it was seen. Gives the row, 0 where it had none. */
  release(id: string): number {
    const row = this.row(id);
    if (row > 0) {
      this.#rows.delete(id);
      this.#ids[row] = null;
      this.#free.push(row);
      if (row < this.#times.length) {
        this.#times[row] = 0;
        this.#last[row] = Number.NaN;
      }
    }
    return row;
  }

  /** Counts events of a row's ID. @param last milliseconds since 1970 of the newest of them, NaN where not known */
  see(row: number, events: number, last: number): void {
    if (row === 0) {
      return;
    }
    if (row >= this.#times.length) {
      this.#makeRoom();
    }
    this.#times[row] += events;
    if (!(this.#last[row] >= last)) {
      this.#last[row] = Number.isNaN(last) ? this.#last[row] : last;
    }
  }

  /** Views that hold until the next call that changes anything. */
  get sightings(): Sightings {
    if (this.#times.length < this.size) {
      this.#makeRoom();
    }
    return { times: this.#times.subarray(0, this.size), last: this.#last.subarray(0, this.size) };
  }

  /**
   * Takes up what {@link sightings} and {@link free} gave.
   *
   * @throws FeaturesError where they are of other rows
   */
  restore({ times, last }: Sightings, free: Iterable<number>): void {
    if (times.length !== this.size || last.length !== this.size) {
      throw new FeaturesError(
        `sightings of ${times.length} and ${last.length} rows; there are ${this.size} rows`,
      );
    }
    const given = [...free];
    const isSame =
      given.length === this.#free.length && new Set([...given, ...this.#free]).size === given.length;
    if (!isSame) {
      throw new FeaturesError(
        `rows ${given.join(', ')} are said to be free; those without an ID are ${this.#free.join(', ')}`,
      );
    }
    this.#times = times.slice();
    this.#last = last.slice();
    this.#free.splice(0, this.#free.length, ...given);
  }

  /** IDs from row 1 on, null for a row that was given back; plain data. */
  saved(): (string | null)[] {
    return this.#ids.slice(1);
  }

  /** Rows that were given back, in the order in which they were; the last is taken first. */
  free(): number[] {
    return [...this.#free];
  }

  #makeRoom(): void {
    const room = Math.max(this.size, Math.ceil(1.5 * this.#times.length));
    const times = new Float64Array(room);
    times.set(this.#times);
    const last = new Float64Array(room).fill(Number.NaN);
    last.set(this.#last);
    [this.#times, this.#last] = [times, last];
  }
}
