import { listParts, type RawValue } from '@twotower/features';

/** What a column's present values are; decides which operators fit. `date`: text, all of it dates such as `2026-05-07`. */
export type ColumnKind = 'number' | 'string' | 'date' | 'boolean' | 'list' | 'mixed' | 'empty';

export interface ItemColumn {
  readonly kind: ColumnKind;
  /** One value an item; lists that a file holds as text are lists. */
  readonly values: readonly RawValue[];
}

/** Item columns as filters see them. A column is looked at when it is first asked for, once. */
export class ItemColumns {
  readonly names: readonly string[];
  readonly #raw: ReadonlyMap<string, readonly RawValue[]>;
  readonly #separators: ReadonlyMap<string, string>;
  readonly #seen = new Map<string, ItemColumn>();

  /** `separators`: of the columns that hold lists as text. */
  constructor(
    columns: Readonly<Record<string, readonly RawValue[]>>,
    separators: ReadonlyMap<string, string> = new Map(),
  ) {
    this.#raw = new Map(Object.entries(columns));
    this.names = [...this.#raw.keys()];
    this.#separators = separators;
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
    const column = { kind: kindOf(values), values };
    this.#seen.set(name, column);
    return column;
  }
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
