import { columnOf, type Entities, type RawRecord, type RawValue } from '@twotower/features';

/** The items of a bundle, and behind them those that came since, in the order in which they did. */
export class GrowingItems implements Entities {
  readonly ids: string[];
  readonly columns: Record<string, RawValue[]>;
  /** How many of them are the bundle's. */
  readonly known: number;
  readonly #place: Map<string, number>;

  constructor({ ids, columns }: Entities) {
    this.ids = [...ids];
    this.columns = Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, [...values]]));
    this.known = ids.length;
    this.#place = new Map(ids.map((id, place) => [id, place]));
  }

  place(id: string): number | undefined {
    return this.#place.get(id);
  }

  /** Takes up items that are not there yet; values of the others stay. @returns the place of each */
  add(items: Entities): Int32Array {
    const first = this.ids.length;
    const added: number[] = [];
    const places = Int32Array.from(items.ids, (id, i) => {
      const known = this.#place.get(id);
      if (known !== undefined) return known;
      this.#place.set(id, this.ids.length);
      added.push(i);
      return this.ids.push(id) - 1;
    });
    for (const name of Object.keys(items.columns)) {
      this.columns[name] ??= new Array(first).fill(null);
    }
    for (const [name, values] of Object.entries(this.columns)) {
      const own = columnOf(items, name);
      for (const i of added) values.push(own?.[i] ?? null);
    }
    return places;
  }

  /** Takes the columns that items were put with in the place of theirs; of items that are not there nothing. */
  put(records: ReadonlyMap<string, RawRecord>): void {
    for (const [id, record] of records) {
      const place = this.#place.get(id);
      if (place === undefined) continue;
      for (const [name, values] of Object.entries(this.columns)) values[place] = record[name] ?? null;
    }
  }

  /** Those that came since the bundle. */
  since(): { ids: string[]; columns: Record<string, RawValue[]> } {
    return {
      ids: this.ids.slice(this.known),
      columns: Object.fromEntries(
        Object.entries(this.columns).map(([name, values]) => [name, values.slice(this.known)]),
      ),
    };
  }
}
