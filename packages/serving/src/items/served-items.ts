import type { RawRecord, RawValue } from '@twotower/features';
import { RowSet } from '@twotower/index';
import type { Attributes } from '../request.ts';
import { LayeredMap } from '../rows/layered-map.ts';
import type { Catalogue } from './catalogue.ts';
import { type ChangedColumns, changedColumns } from './changed-columns.ts';

/** What becomes of items, all at once. */
export interface ItemChanges {
  /** Items that are served from now on, or of which something else is known; none twice. */
  readonly ids: readonly string[];
  /** One an item, 1 where something is known of it: all others rank behind. */
  readonly told: Uint8Array;
  /** Columns of those that have others now than they had. */
  readonly records?: ReadonlyMap<string, RawRecord>;
  /** Items that are not served any more. */
  readonly removed: readonly string[];
  /** Whether somebody says so by hand: what was removed so stays away until it is put again. */
  readonly byHand?: boolean;
}

interface Description {
  readonly record: RawRecord;
  readonly byHand: boolean;
}

interface Parts {
  readonly catalogue: Catalogue;
  /** Ids past the catalogue's, by row, and their rows. */
  readonly added: readonly string[];
  readonly addedRows: LayeredMap<string, number>;
  /** By row: columns of items that have others than the catalogue says, and whether they were put by hand. */
  readonly records: LayeredMap<number, Description>;
  /** Items that were removed by hand, and not put again since. */
  readonly held: LayeredMap<string, boolean>;
  /** Items of which something is known, served or not. */
  readonly known: RowSet;
  readonly told: RowSet;
  readonly untold: RowSet;
}

/** By what says them, a catalogue or the record that an item was put with, and by row; made when they are first shown. */
const shownAttributes = new WeakMap<object, Map<number, Attributes>>();

/**
 * The items that are served: a bundle's, and what came and went since. Never changed itself. A new item's row is past all others; a
 * removed one keeps its row, so that histories go on knowing it.
 */
export class ServedItems {
  readonly catalogue: Catalogue;
  /** One more than the highest row. */
  readonly size: number;
  /** Served items of which something is known; all other served ones come after them. */
  readonly told: RowSet;
  readonly untold: RowSet;
  readonly #parts: Parts;
  #changed: ChangedColumns | undefined;

  private constructor(parts: Parts) {
    this.#parts = parts;
    this.catalogue = parts.catalogue;
    this.size = parts.catalogue.ids.length + parts.added.length;
    this.told = parts.told;
    this.untold = parts.untold;
  }

  /** @param told `[items]`, 1 where something is known of an item */
  static over(catalogue: Catalogue, told: Uint8Array): ServedItems {
    const known = RowSet.of(catalogue.ids.length, (row) => told[row] === 1);
    return new ServedItems({
      catalogue,
      added: [],
      addedRows: LayeredMap.empty(),
      records: LayeredMap.empty(),
      held: LayeredMap.empty(),
      known,
      told: known,
      untold: known.not(),
    });
  }

  /** The row of an item, served or not; undefined for one that never was. */
  row(id: string): number | undefined {
    return this.catalogue.row(id) ?? this.#parts.addedRows.get(id);
  }

  serves(row: number): boolean {
    return this.told.has(row) || this.untold.has(row);
  }

  /** Whether something is known of an item, served or not. */
  isTold(row: number): boolean {
    return this.#parts.known.has(row);
  }

  /** How many items are served. */
  get count(): number {
    return this.told.count + this.untold.count;
  }

  id(row: number): string {
    const { ids } = this.catalogue;
    return row < ids.length ? ids[row] : this.#parts.added[row - ids.length];
  }

  value(row: number, column: string): RawValue {
    const described = this.#parts.records.get(row);
    return described === undefined ? this.catalogue.value(row, column) : (described.record[column] ?? null);
  }

  /** The columns that an item was put with by hand; undefined where it was not. */
  record(row: number): RawRecord | undefined {
    const described = this.#parts.records.get(row);
    return described?.byHand ? described.record : undefined;
  }

  /**
   * What answers show of an item; undefined where items have no columns. The same object each time, until the item is put with others:
   * who makes text of it keeps the text by it.
   */
  attributes(row: number): Attributes | undefined {
    const { shown } = this.catalogue;
    if (shown.length === 0) return undefined;
    const source = this.#parts.records.get(row)?.record ?? this.catalogue;
    const rows = shownAttributes.get(source) ?? new Map<number, Attributes>();
    if (rows.size === 0) shownAttributes.set(source, rows);
    let attributes = rows.get(row);
    if (attributes === undefined) {
      attributes = Object.fromEntries(shown.map((name) => [name, this.value(row, name)]));
      rows.set(row, attributes);
    }
    return attributes;
  }

  /** The rows whose columns are not the catalogue's, as filters see them; undefined where there are none. */
  get changed(): ChangedColumns | undefined {
    const { added, records } = this.#parts;
    if (this.#changed === undefined) {
      const first = this.catalogue.ids.length;
      const rows = new Set(added.map((_, place) => first + place));
      for (const [row] of records.entries()) rows.add(row);
      if (rows.size === 0) return undefined;
      this.#changed = changedColumns(this.catalogue, Int32Array.from(rows).sort(), (row, column) =>
        this.value(row, column),
      );
    }
    return this.#changed;
  }

  /** Whether any item has columns of its own. */
  get hasRecords(): boolean {
    return !this.#parts.records.isEmpty;
  }

  /**
   * The rows that items will have in {@link with}: their own, or for new ones the next.
   *
   * @param known what {@link row} says of each, -1 for nothing, where that was asked already
   */
  rowsFor(
    ids: readonly string[],
    known: ArrayLike<number> = ids.map((id) => this.row(id) ?? -1),
  ): Int32Array {
    let next = this.size;
    return Int32Array.from(ids, (_, i) => (known[i] < 0 ? next++ : known[i]));
  }

  /** @param rows of the changed items, as {@link rowsFor} gave them */
  with({ ids, told, records, removed, byHand = false }: ItemChanges, rows = this.rowsFor(ids)): ServedItems {
    const fresh = ids.filter((_, i) => rows[i] >= this.size);
    const size = this.size + fresh.length;
    const [known, toldRows, untoldRows] = [this.#parts.known, this.told, this.untold].map((set) =>
      set.resized(size),
    );
    for (const id of removed) {
      const row = this.row(id);
      if (row === undefined) continue;
      toldRows.delete(row);
      untoldRows.delete(row);
    }
    const held = byHand
      ? this.#parts.held.with([
          ...removed.map((id) => [id, true] as const),
          ...ids.map((id) => [id, false] as const),
        ])
      : this.#parts.held;
    rows.forEach((row, i) => {
      const isTold = told[i] === 1;
      const isServed = held.get(ids[i]) !== true;
      put(known, row, isTold);
      put(toldRows, row, isServed && isTold);
      put(untoldRows, row, isServed && !isTold);
    });
    const described = ids.flatMap((id, i): [number, Description][] => {
      const record = records?.get(id);
      return record === undefined ? [] : [[rows[i], { record, byHand }]];
    });
    const { catalogue, added, addedRows } = this.#parts;
    const changed = new ServedItems({
      catalogue,
      added: fresh.length === 0 ? added : [...added, ...fresh],
      addedRows: addedRows.with(fresh.map((id, i) => [id, this.size + i])),
      records: this.#parts.records.with(described),
      held,
      known,
      told: toldRows,
      untold: untoldRows,
    });
    // What filters know of changed columns holds on where no column changed.
    if (fresh.length === 0 && described.length === 0) changed.#changed = this.#changed;
    return changed;
  }
}

function put(set: RowSet, row: number, isIn: boolean): void {
  if (isIn) set.add(row);
  else set.delete(row);
}
