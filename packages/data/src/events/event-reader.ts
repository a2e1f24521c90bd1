import { contextNumber, type RawValue } from '@twotower/features';
import type { Config } from '@twotower/schema';
import type { EntityTable } from '../entity-reader.ts';
import { DataError } from '../error.ts';
import { isMissing } from '../missing-words.ts';
import { ownText } from '../own-text.ts';
import type { TimeUnit, UnreadValues } from '../read-summary.ts';
import type { RejectLog } from '../reject-log.ts';
import type { RowBlock, Table } from '../table.ts';
import type { Arrivals } from './arrivals.ts';
import { Dictionaries } from './dictionaries.ts';
import { EntityIds } from './entity-ids.ts';
import { hashId } from './hash-id.ts';
import { numberOf } from './number-of.ts';
import { rowsInOrder } from './rows-in-order.ts';
import { TimeReader } from './time-reader.ts';
import { type ExtraColumns, type Places, wantedColumns } from './wanted-columns.ts';

const untyped = 'event';

interface Fault {
  readonly at: number;
  readonly reason: string;
}

/** Checks the rows of a log's tables and lets those arrive that can be used. */
export class EventReader {
  rows = 0;
  readonly types: string[] = [];
  /** How many times were read as what. */
  readonly timeForms = new Map<TimeUnit, number>();
  readonly ids: { readonly user: EntityIds; readonly item: EntityIds };
  /** By column of the context: what is neither number nor time, though a feature reads it as one. */
  readonly unreadContext = new Map<string, UnreadValues>();
  readonly dictionaries = new Dictionaries();
  readonly #typeIndex = new Map<string, number>();
  readonly #config: Config;
  readonly #sides: { readonly user: EntityTable; readonly item: EntityTable };
  readonly #extra: ExtraColumns;
  readonly #arrivals: Arrivals;
  readonly #rejects: RejectLog;

  constructor(
    config: Config,
    sides: { readonly user: EntityTable; readonly item: EntityTable },
    extra: ExtraColumns,
    arrivals: Arrivals,
    rejects: RejectLog,
  ) {
    this.#config = config;
    this.#sides = sides;
    this.ids = { user: new EntityIds(sides.user), item: new EntityIds(sides.item) };
    this.#extra = extra;
    this.#arrivals = arrivals;
    this.#rejects = rejects;
  }

  /** @param origin 0 for `data.events`, 1 and 2 for the validation and test files of `split: files` */
  async read(table: Table, origin: number, onRows?: (rows: number) => void): Promise<void> {
    const places = wantedColumns(table, this.#config, this.#extra);
    const times = new TimeReader();
    let rows = 0;
    for await (const block of table.rows(places.wanted)) {
      if (places.time >= 0 && !places.typedTime) {
        times.begin(block.columns[places.time]);
      }
      const at = (line: number) => ({ file: table.file, ...(block.lines && { line }) });
      rows += rowsInOrder(
        block,
        rows,
        (i, row) => {
          const fault = this.#take(block, i, places, times, origin);
          if (fault) {
            const column = places.wanted[fault.at].name;
            const value = shortened(block.columns[fault.at][i]);
            this.#rejects.add({
              ...at(block.lines?.[i] ?? 0),
              row: block.rows?.[i] ?? row,
              ...(block.entries && { entry: block.entries[i] }),
              column,
              value,
              reason: fault.reason,
            });
          }
        },
        (m, row) => {
          const { line, row: own = row, reason } = block.malformed[m];
          this.#rejects.add({ ...at(line), row: own, reason });
        },
      );
      onRows?.(this.rows + rows);
    }
    this.rows += rows;
    for (const [form, count] of times.forms) {
      this.timeForms.set(form, (this.timeForms.get(form) ?? 0) + count);
    }
  }

  /** Reads row `i`; says why where it cannot be used. */
  #take(
    { columns }: RowBlock,
    i: number,
    places: Places,
    times: TimeReader,
    origin: number,
  ): Fault | undefined {
    const user = columns[places.user][i];
    if (typeof user !== 'string' || user.trim() === '') {
      return { at: places.user, reason: 'no user' };
    }
    const item = columns[places.item][i];
    if (typeof item !== 'string' || item.trim() === '') {
      return { at: places.item, reason: 'no item' };
    }
    // The catalogue is every item in any file, so a row that is rejected for another reason still names its ids.
    const userIndex = this.ids.user.add(user);
    const itemIndex = this.ids.item.add(item);
    let time = Number.NaN;
    if (places.time >= 0) {
      const raw = columns[places.time][i];
      if (raw === null || raw === undefined) {
        return { at: places.time, reason: 'no time' };
      }
      time = places.typedTime ? times.typed(raw) : times.read(raw);
      if (Number.isNaN(time)) {
        return { at: places.time, reason: 'not a time' };
      }
    }
    let weight = 1;
    if (places.weight >= 0) {
      const raw = columns[places.weight][i];
      weight = raw === null || raw === undefined ? 1 : numberOf(raw);
      if (!(weight >= 0)) {
        return { at: places.weight, reason: Number.isNaN(weight) ? 'not a number' : 'a weight below 0' };
      }
    }
    const type = places.type < 0 ? untyped : columns[places.type][i];
    if (typeof type !== 'string') {
      return { at: places.type, reason: 'no type' };
    }
    const positive = this.#isPositive(columns, i, places, type);
    if (positive === undefined) {
      return { at: places.threshold, reason: 'not a number' };
    }
    for (const { side, name, at } of places.borrowed) {
      const values = this.#sides[side].columns.get(name);
      if (values) {
        values[side === 'user' ? userIndex : itemIndex] ??= ownText(columns[at][i]);
      }
    }
    const next = this.#arrivals.next();
    const { block } = this.#arrivals;
    block.user[next] = userIndex;
    block.item[next] = itemIndex;
    block.time[next] = time;
    block.weight[next] = weight;
    block.type[next] = this.#typeOf(type, places);
    block.positive[next] = positive ? 1 : 0;
    block.origin[next] = origin;
    hashId(places.id < 0 ? null : columns[places.id][i], block.idLow, block.idHigh, next);
    for (const { name, at, kind } of places.context) {
      const value = columns[at][i];
      block.context[name][next] =
        kind === 'number' ? this.#contextNumber(name, value) : this.dictionaries.code(name, value);
    }
    return undefined;
  }

  /** Undefined where the threshold's column holds no number. */
  #isPositive(columns: RowBlock['columns'], i: number, places: Places, type: string): boolean | undefined {
    const { positive } = this.#config.schema;
    if (Array.isArray(positive)) {
      return places.type < 0 || positive.includes(type);
    }
    const raw = columns[places.threshold][i];
    if (raw === null || raw === undefined) {
      return false;
    }
    const value = numberOf(raw);
    return Number.isNaN(value) ? undefined : value >= positive.atLeast;
  }

  #contextNumber(column: string, value: RawValue): number {
    const number = contextNumber(value);
    if (Number.isNaN(number) && !isMissing(value)) {
      const { count = 0, first = shortened(value) } = this.unreadContext.get(column) ?? {};
      this.unreadContext.set(column, { count: count + 1, first });
    }
    return number;
  }

  #typeOf(name: string, places: Places): number {
    let index = this.#typeIndex.get(name);
    if (index === undefined) {
      index = this.types.push(ownText(name)) - 1;
      if (index > 255) {
        throw new DataError(
          `schema.event.type: the column "${places.wanted[places.type].name}" has more than 256 values; name the column that holds event types, or leave it out`,
        );
      }
      this.#typeIndex.set(name, index);
    }
    return index;
  }
}

/** A cell as it stands in the report. */
function shortened(value: RawValue): string {
  const text = value === null || value === undefined ? '' : String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
