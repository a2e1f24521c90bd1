import { contextNumber, type RawValue } from '@twotower/features';
import { type Config, type EventWeight, eventWeight } from '@twotower/schema';
import type { DayOrder } from '../date-parts.ts';
import type { EntityTable } from '../entity-reader.ts';
import { DataError } from '../error.ts';
import { isMissing } from '../missing-words.ts';
import { ownText } from '../own-text.ts';
import type { TimeUnit, UnreadValues } from '../read-summary.ts';
import type { RejectLog } from '../reject-log.ts';
import type { RowBlock, Table } from '../table.ts';
import type { Arrivals } from './arrivals.ts';
import { asksForDayOrder, dayOrderOf } from './day-order.ts';
import { Dictionaries } from './dictionaries.ts';
import { EntityIds } from './entity-ids.ts';
import {
  eventIdOf,
  isPositive,
  shortened,
  transformedWeight,
  weightFault,
  weightOf,
} from './event-values.ts';
import { hashId } from './hash-id.ts';
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
  readonly #log: readonly Table[];
  readonly #weightTransform: EventWeight['transform'];
  #dayOrder: DayOrder | undefined;

  /** @param log all tables that are to be read */
  constructor(
    config: Config,
    sides: { readonly user: EntityTable; readonly item: EntityTable },
    extra: ExtraColumns,
    arrivals: Arrivals,
    rejects: RejectLog,
    log: readonly Table[],
  ) {
    this.#config = config;
    this.#sides = sides;
    this.ids = { user: new EntityIds(sides.user), item: new EntityIds(sides.item) };
    this.#extra = extra;
    this.#arrivals = arrivals;
    this.#rejects = rejects;
    this.#log = log;
    const { weight } = config.schema.event;
    this.#weightTransform = weight === undefined ? 'none' : eventWeight(weight).transform;
  }

  /** @param origin 0 for `data.events`, 1 and 2 for the validation and test files of `split: files` */
  async read(table: Table, origin: number, onRows?: (rows: number) => void): Promise<void> {
    const places = wantedColumns(table, this.#config, this.#extra);
    const times = new TimeReader();
    let rows = 0;
    for await (const block of table.rows(places.wanted)) {
      if (places.time >= 0 && !places.typedTime) {
        times.order = await this.#orderOfDays(block.columns[places.time], places);
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

  /** Told by the whole log, once, where a block has dates that leave it open. */
  async #orderOfDays(times: readonly RawValue[], { wanted, time }: Places): Promise<DayOrder | undefined> {
    if (this.#dayOrder === undefined && asksForDayOrder(times)) {
      this.#dayOrder = await dayOrderOf(this.#log, wanted[time].name);
    }
    return this.#dayOrder;
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
        return { at: places.time, reason: isMissing(raw) ? 'no time' : 'not a time' };
      }
    }
    let weight = 1;
    if (places.weight >= 0) {
      weight = weightOf(columns[places.weight][i]);
      const reason = weightFault(weight);
      if (reason !== undefined) {
        return { at: places.weight, reason };
      }
      weight = transformedWeight(weight, this.#weightTransform);
    }
    const type = places.type < 0 ? untyped : columns[places.type][i];
    if (typeof type !== 'string') {
      return { at: places.type, reason: 'no type' };
    }
    const threshold = places.threshold < 0 ? undefined : columns[places.threshold][i];
    const positive = isPositive(this.#config.schema.positive, places.type < 0 ? undefined : type, threshold);
    if (positive === undefined) {
      return { at: places.threshold, reason: 'not a number' };
    }
    for (const { side, name, at } of places.borrowed) {
      const values = this.#sides[side].columns.get(name);
      if (values) {
        const entity = side === 'user' ? userIndex : itemIndex;
        if (isMissing(values[entity])) {
          values[entity] = ownText(columns[at][i]);
        }
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
    hashId(places.id < 0 ? null : eventIdOf(columns[places.id][i]), block.idLow, block.idHigh, next);
    for (const { name, at, kind } of places.context) {
      const value = columns[at][i];
      block.context[name][next] =
        kind === 'number' ? this.#contextNumber(name, value) : this.dictionaries.code(name, value);
    }
    return undefined;
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
