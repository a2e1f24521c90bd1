import type { EventColumns, RawValue } from '@twotower/features';
import type { Config } from '@twotower/schema';
import { requireColumn } from './columns.ts';
import type { EntityTable } from './entity-reader.ts';
import { DataError } from './error.ts';
import { GrowingColumn } from './growing-column.ts';
import { guessTimeUnit, parseDate, toMilliseconds } from './parse-time.ts';
import type { TimeUnit } from './read-summary.ts';
import type { RejectLog } from './reject-log.ts';
import type { RowBlock, Table, Wanted } from './table.ts';

const untyped = 'event';

/** Collects the rows of a log's files; {@link EventReader.finish} gives them as columns, still in row order. */
export class EventReader {
  rows = 0;
  duplicates = 0;
  readonly types: string[] = [];
  /** Sides whose feature columns are read from the log, as they have no file. */
  readonly #borrow: { table: EntityTable; key: 'user' | 'item' }[];
  readonly #config: Config;
  readonly #users: EntityTable;
  readonly #items: EntityTable;
  readonly #rejects: RejectLog;
  readonly #seen = new Set<string>();
  readonly #typeIndex = new Map<string, number>();
  readonly #user = new GrowingColumn((n) => new Int32Array(n));
  readonly #item = new GrowingColumn((n) => new Int32Array(n));
  readonly #time = new GrowingColumn((n) => new Float64Array(n));
  readonly #dated = new GrowingColumn((n) => new Uint8Array(n));
  readonly #weight = new GrowingColumn((n) => new Float32Array(n));
  readonly #type = new GrowingColumn((n) => new Uint8Array(n));
  readonly #positive = new GrowingColumn((n) => new Uint8Array(n));

  constructor(
    config: Config,
    users: EntityTable,
    items: EntityTable,
    rejects: RejectLog,
    borrow: readonly ('user' | 'item')[],
  ) {
    this.#config = config;
    this.#users = users;
    this.#items = items;
    this.#rejects = rejects;
    this.#borrow = borrow.map((key) => ({ key, table: key === 'user' ? users : items }));
  }

  async read(table: Table): Promise<void> {
    const { event, user, item, positive } = this.#config.schema;
    const cells: Wanted[] = [];
    const want = (name: string | undefined, key: string, as: Wanted['as'] = 'value') => {
      if (name === undefined) {
        return -1;
      }
      requireColumn(table, name, key);
      return cells.push({ name, as }) - 1;
    };
    const at: Places = {
      user: want(event.user ?? user.id, event.user ? 'schema.event.user' : 'schema.user.id', 'id'),
      item: want(event.item ?? item.id, event.item ? 'schema.event.item' : 'schema.item.id', 'id'),
      time: want(event.time, 'schema.event.time'),
      type: want(event.type, 'schema.event.type', 'id'),
      weight: want(event.weight, 'schema.event.weight'),
      id: want(event.id, 'schema.event.id', 'id'),
      typedTime: table.columns.some(({ name, kind }) => name === event.time && kind === 'time'),
      threshold: Array.isArray(positive) ? -1 : want(positive.column, 'schema.positive.column'),
    };
    if (event.request !== undefined) {
      requireColumn(table, event.request, 'schema.event.request');
    }
    const borrowed = this.#borrow.flatMap(({ key, table: entities }) =>
      [...entities.columns].map(([name, values]) => ({ at: want(name, `schema.${key}`), key, values })),
    );
    let row = 0;
    for await (const block of table.rows(cells)) {
      for (const { line, reason } of block.malformed) {
        this.#rejects.add({ file: table.file, line, row: ++row, reason });
      }
      for (let i = 0; i < block.length; i++) {
        row++;
        const fault = this.#take(block, i, at, cells, borrowed);
        if (fault) {
          this.#rejects.add({ file: table.file, line: block.lines?.[i], row, ...fault });
        }
      }
    }
    this.rows += row;
  }

  /** Reads row `i`; says why where it cannot be used. */
  #take(block: RowBlock, i: number, at: Places, cells: readonly Wanted[], borrowed: readonly Borrowed[]) {
    const cell = (place: number): RawValue => (place < 0 ? null : (block.columns[place][i] ?? null));
    const fault = (place: number, reason: string) => ({ column: cells[place].name, reason });
    const user = cell(at.user);
    const item = cell(at.item);
    if (typeof user !== 'string' || user.trim() === '') {
      return fault(at.user, 'no user');
    }
    if (typeof item !== 'string' || item.trim() === '') {
      return fault(at.item, 'no item');
    }
    // The catalogue is every item in any file, so a row that is rejected for another reason still names its ids.
    const userIndex = this.#users.index.add(user);
    const itemIndex = this.#items.index.add(item);
    let time = Number.NaN;
    let dated = at.typedTime ? 1 : 0;
    if (at.time >= 0) {
      const raw = cell(at.time);
      if (raw === null) {
        return fault(at.time, 'no time');
      }
      const text = typeof raw === 'string' ? raw.trim() : '';
      time = numberOf(raw);
      if (Number.isNaN(time)) {
        time = parseDate(text) ?? Number.NaN;
        dated = 1;
      }
      if (Number.isNaN(time)) {
        return fault(at.time, 'not a time');
      }
    }
    const rawWeight = cell(at.weight);
    const weight = rawWeight === null ? 1 : numberOf(rawWeight);
    if (!(weight >= 0)) {
      return fault(at.weight, Number.isNaN(weight) ? 'not a number' : 'a weight below 0');
    }
    const rawType = at.type < 0 ? untyped : cell(at.type);
    if (typeof rawType !== 'string') {
      return fault(at.type, 'no type');
    }
    const { positive } = this.#config.schema;
    let isPositive: boolean;
    if (Array.isArray(positive)) {
      isPositive = at.type < 0 || positive.includes(rawType);
    } else {
      const raw = cell(at.threshold);
      const value = raw === null ? Number.NEGATIVE_INFINITY : numberOf(raw);
      if (Number.isNaN(value)) {
        return fault(at.threshold, 'not a number');
      }
      isPositive = value >= positive.atLeast;
    }
    const id = cell(at.id);
    if (typeof id === 'string') {
      if (this.#seen.has(id)) {
        this.duplicates++;
        return undefined;
      }
      this.#seen.add(id.length < 13 ? id : Buffer.from(id, 'utf8').toString('utf8'));
    }
    for (const { at: place, key, values } of borrowed) {
      values[key === 'user' ? userIndex : itemIndex] ??= cell(place);
    }
    this.#user.push(userIndex);
    this.#item.push(itemIndex);
    this.#time.push(time);
    this.#dated.push(dated);
    this.#weight.push(weight);
    this.#type.push(this.#typeOf(rawType, cells[at.type]?.name));
    this.#positive.push(isPositive ? 1 : 0);
    return undefined;
  }

  #typeOf(name: string, column: string): number {
    let index = this.#typeIndex.get(name);
    if (index === undefined) {
      index = this.types.push(Buffer.from(name, 'utf8').toString('utf8')) - 1;
      if (index > 255) {
        throw new DataError(
          `schema.event.type: the column "${column}" has more than 256 values; name the column that holds event types, or leave it out`,
        );
      }
      this.#typeIndex.set(name, index);
    }
    return index;
  }

  /** The accepted rows in time order (row order where there are no times). */
  finish(): { events: EventColumns; timeUnit?: TimeUnit } {
    const time = this.#time.values();
    const timeUnit = this.#config.schema.event.time === undefined ? undefined : this.#setTimes(time);
    const events: EventColumns = {
      length: time.length,
      user: this.#user.values(),
      item: this.#item.values(),
      time,
      weight: this.#weight.values(),
      type: this.#type.values(),
      positive: this.#positive.values(),
    };
    return { events, timeUnit };
  }

  /** Turns the numbers of the time column into milliseconds. */
  #setTimes(time: Float64Array): TimeUnit {
    const dated = this.#dated.values();
    const numbers = time.filter((_, i) => dated[i] === 0);
    if (numbers.length === 0) {
      return 'date';
    }
    const unit = guessTimeUnit(numbers);
    for (let i = 0; i < time.length; i++) {
      if (dated[i] === 0) {
        time[i] = toMilliseconds(time[i], unit);
      }
    }
    return numbers.length * 2 >= time.length ? unit : 'date';
  }
}

interface Places {
  readonly user: number;
  readonly item: number;
  readonly time: number;
  readonly type: number;
  readonly weight: number;
  readonly id: number;
  readonly threshold: number;
  /** The file itself says that the column holds times, as milliseconds. */
  readonly typedTime: boolean;
}

interface Borrowed {
  readonly at: number;
  readonly key: 'user' | 'item';
  readonly values: RawValue[];
}

/** NaN for whatever is not a finite number or the text of one. */
function numberOf(value: RawValue): number {
  const number =
    typeof value === 'number'
      ? value
      : typeof value === 'boolean'
        ? Number(value)
        : typeof value === 'string' && value.trim() !== ''
          ? Number(value)
          : Number.NaN;
  return Number.isFinite(number) ? number : Number.NaN;
}
