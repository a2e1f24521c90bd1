import type { RawValue } from '@twotower/features';

/** What a column's present values are; decides which operators fit. */
export type ColumnKind = 'number' | 'string' | 'boolean' | 'list' | 'mixed' | 'empty';

export interface ItemColumn {
  readonly kind: ColumnKind;
  /** One value an item; lists that a file holds as separated text are split. */
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
    const values = separator === undefined ? raw : raw.map((value) => splitList(value, separator));
    const column = { kind: kindOf(values), values };
    this.#seen.set(name, column);
    return column;
  }
}

function splitList(value: RawValue, separator: string): RawValue {
  if (typeof value !== 'string') return value;
  return value
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function kindOf(values: readonly RawValue[]): ColumnKind {
  const kinds = new Set<ColumnKind>();
  for (const value of values) {
    if (value === null || value === undefined) continue;
    kinds.add(Array.isArray(value) ? 'list' : (typeof value as 'number' | 'string' | 'boolean'));
  }
  if (kinds.size > 1) return 'mixed';
  const [only = 'empty'] = kinds;
  return only;
}
