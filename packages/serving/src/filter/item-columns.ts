import { listParts, type RawValue } from '@twotower/features';

/** What a column's present values are; decides which operators fit. `date`: text, all of it dates such as `2026-05-07`. */
export type ColumnKind = 'number' | 'string' | 'date' | 'boolean' | 'list' | 'mixed' | 'empty';

export interface ItemColumn {
  readonly kind: ColumnKind;
  /** The values that occur; lists that a file holds as text are lists. */
  readonly values: readonly RawValue[];
  /** Of the texts among them, in UTF-16 units. */
  readonly averageLength: number;
  /** The place of each item's value among {@link values}; -1 where it has none. */
  readonly places: Int32Array;
}

/** Item columns as filters see them. A column is looked at when it is first asked for, once. */
export class ItemColumns {
  readonly names: readonly string[];
  readonly #raw: ReadonlyMap<string, readonly RawValue[]>;
  readonly #separators: ReadonlyMap<string, string>;
  readonly #kindOf: (name: string) => ColumnKind | undefined;
  readonly #seen = new Map<string, ItemColumn>();

  /**
   * @param separators of the columns that hold lists as text
   * @param kindOf what a column is whatever its values are; undefined: what they are
   */
  constructor(
    columns: Readonly<Record<string, readonly RawValue[]>>,
    separators: ReadonlyMap<string, string> = new Map(),
    kindOf: (name: string) => ColumnKind | undefined = () => undefined,
  ) {
    this.#raw = new Map(Object.entries(columns));
    this.names = [...this.#raw.keys()];
    this.#separators = separators;
    this.#kindOf = kindOf;
  }

  get(name: string): ItemColumn | undefined {
    const raw = this.#raw.get(name);
    const seen = this.#seen.get(name);
    if (raw === undefined || seen !== undefined) return seen;
    const separator = this.#separators.get(name);
    const values =
      separator === undefined
        ? raw
        : raw.map((value) => (typeof value === 'string' ? listParts(value, separator) : value));
    const column = { kind: this.#kindOf(name) ?? kindOf(values), ...distinct(values) };
    this.#seen.set(name, column);
    return column;
  }
}

function distinct(all: readonly RawValue[]): Pick<ItemColumn, 'values' | 'places' | 'averageLength'> {
  const values: RawValue[] = [];
  const known = new Map<unknown, number>();
  const places = Int32Array.from(all, (value) => {
    if (value === null || value === undefined) return -1;
    // Lists are equal where what they hold is; no text begins as the key of a list does.
    const key = Array.isArray(value) ? `\0${JSON.stringify(value)}` : value;
    const place = known.get(key) ?? values.length;
    if (place === values.length) {
      known.set(key, place);
      values.push(value);
    }
    return place;
  });
  const length = values.reduce<number>(
    (sum, value) => sum + (typeof value === 'string' ? value.length : 0),
    0,
  );
  return { values, places, averageLength: length / Math.max(1, values.length) };
}

/** ISO dates and times in the order of their letters are in the order of time, as long as none names another zone than UTC. */
const date = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?Z?)?$/;

export function isDate(value: RawValue): boolean {
  return typeof value === 'string' && date.test(value);
}

function kindOf(values: readonly RawValue[]): ColumnKind {
  const kinds = new Set<ColumnKind>();
  let dates = true;
  for (const value of values) {
    if (value === null || value === undefined) continue;
    kinds.add(Array.isArray(value) ? 'list' : (typeof value as 'number' | 'string' | 'boolean'));
    dates &&= isDate(value);
  }
  if (kinds.size > 1) return 'mixed';
  const [only = 'empty'] = kinds;
  return only === 'string' && dates ? 'date' : only;
}
