import type { RowSet } from '@twotower/index';
import type { FilterCondition } from './filter.ts';
import type { ItemColumns } from './item-columns.ts';

/** Item columns, and what conditions on them were found to let pass. */
export class FilterColumns {
  readonly columns: ItemColumns;
  /** How many items. */
  readonly size: number;
  readonly #most: number;
  /** By condition, the one asked for longest ago first. */
  readonly #found = new Map<string, RowSet>();

  constructor(columns: ItemColumns, size: number) {
    this.columns = columns;
    this.size = size;
    this.#most = Math.min(256, Math.ceil(mostBytes / (size / 8 + 1)));
  }

  /** The set of a condition, which `find` makes where it is not remembered. */
  remembered(condition: FilterCondition, find: () => RowSet): RowSet {
    const key = JSON.stringify([condition.field, condition.op, condition.value]);
    if (key.length > longestKey) return find();
    const set = this.#found.get(key) ?? find();
    this.#found.delete(key);
    this.#found.set(key, set);
    const [oldest] = this.#found.keys();
    if (this.#found.size > this.#most && oldest !== undefined) this.#found.delete(oldest);
    return set;
  }
}

/** Of the sets that are remembered, a bit an item each. */
const mostBytes = 1 << 26;
const longestKey = 1000;
