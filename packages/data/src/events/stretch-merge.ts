import type { RawValue, TimeUnit } from '@twotower/features';
import type { EntityTable } from '../entity-reader.ts';
import { isMissing } from '../missing-words.ts';
import type { UnreadValues } from '../read-summary.ts';
import type { RejectLog } from '../reject-log.ts';
import type { Arrivals } from './arrivals.ts';
import { Dictionaries } from './dictionaries.ts';
import { EntityIds } from './entity-ids.ts';
import type { EventStretch } from './event-stretch.ts';
import { TypeCodes } from './type-codes.ts';
import type { Places } from './wanted-columns.ts';

/** The codes of one reader as those of the whole log. */
export class ReaderCodes {
  readonly users: number[] = [];
  readonly items: number[] = [];
  readonly types: number[] = [];
  readonly dictionaries: Record<string, number[]> = {};
}

/** Where a stretch stands. */
export interface StretchPlace {
  readonly file: string;
  /** 0 for `data.events`, 1 and 2 for the validation and test files of `split: files`. */
  readonly origin: number;
  /** Rows and lines of the file before it. */
  readonly rows: number;
  readonly lines: number;
}

/** Puts stretches together, in the order of the log: what was first seen earlier gets the lower integer. */
export class StretchMerge {
  readonly ids: { readonly user: EntityIds; readonly item: EntityIds };
  readonly types = new TypeCodes();
  readonly dictionaries = new Dictionaries();
  /** How many times were read as what. */
  readonly timeForms = new Map<TimeUnit, number>();
  /** By column of the context: what is neither number nor time, though a feature reads it as one. */
  readonly unread = new Map<string, UnreadValues>();
  readonly #sides: { readonly user: EntityTable; readonly item: EntityTable };
  readonly #arrivals: Arrivals;
  readonly #rejects: RejectLog;

  constructor(
    sides: { readonly user: EntityTable; readonly item: EntityTable },
    arrivals: Arrivals,
    rejects: RejectLog,
  ) {
    this.#sides = sides;
    this.#arrivals = arrivals;
    this.#rejects = rejects;
    this.ids = { user: new EntityIds(sides.user), item: new EntityIds(sides.item) };
  }

  /**
   * @param codes of the reader of the stretch, which grow by what is new in it
   * @throws DataError where the log has more types, or values of a column of the context, than can be kept
   */
  add(stretch: EventStretch, codes: ReaderCodes, places: Places, place: StretchPlace): void {
    const { events } = stretch;
    this.#nameNew(stretch, codes, places);
    this.ids.user.read(events.user, codes.users);
    this.ids.item.read(events.item, codes.items);
    events.type.forEach((code, e) => {
      events.type[e] = codes.types[code];
    });
    for (const [name, own] of Object.entries(codes.dictionaries)) {
      const column = events.context[name];
      column.forEach((code, e) => {
        column[e] = code < 0 ? -1 : own[code];
      });
    }
    events.origin.fill(place.origin);
    this.#arrivals.add(events, stretch.placed);
    this.#borrow(stretch, codes, places);
    for (const { line, row, ...reject } of stretch.rejects) {
      this.#rejects.add({
        file: place.file,
        ...(line !== undefined && { line: place.lines + line }),
        row: place.rows + row,
        ...reject,
      });
    }
    for (const [form, count] of stretch.timeForms) {
      this.timeForms.set(form, (this.timeForms.get(form) ?? 0) + count);
    }
    for (const [column, { count, first }] of stretch.unread) {
      const known = this.unread.get(column);
      this.unread.set(column, known ? { ...known, count: known.count + count } : { count, first });
    }
  }

  #nameNew(stretch: EventStretch, codes: ReaderCodes, { wanted, type }: Places): void {
    for (const id of stretch.users) {
      codes.users.push(this.ids.user.add(id));
    }
    for (const id of stretch.items) {
      codes.items.push(this.ids.item.add(id));
    }
    for (const name of stretch.types) {
      codes.types.push(this.types.of(name, wanted[type]?.name));
    }
    for (const [name, values] of Object.entries(stretch.dictionaries)) {
      codes.dictionaries[name] ??= [];
      for (const value of values) {
        codes.dictionaries[name].push(this.dictionaries.code(name, value));
      }
    }
  }

  #borrow(stretch: EventStretch, codes: ReaderCodes, { borrowed }: Places): void {
    borrowed.forEach(({ side, name }, b) => {
      const values: RawValue[] = this.#sides[side].columns.get(name) ?? [];
      // A side that borrows has no file of its own, so that none of its ids was joined to one.
      const own = side === 'user' ? codes.users : codes.items;
      stretch.borrowed[b].codes.forEach((code, n) => {
        if (isMissing(values[own[code]])) {
          values[own[code]] = stretch.borrowed[b].values[n];
        }
      });
    });
  }
}
