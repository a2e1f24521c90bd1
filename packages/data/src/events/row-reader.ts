import type { RawValue } from '@twotower/features';
import type { Config } from '@twotower/schema';
import type { DayOrder } from '../date-parts.ts';
import { isMissing } from '../missing-words.ts';
import type { TimeUnit } from '../read-summary.ts';
import type { RejectLog } from '../reject-log.ts';
import type { RowBlock, Table } from '../table.ts';
import { asksForDayOrder, dayOrderOf } from './day-order.ts';
import { isPositive, shortened, weightFault, weightOf } from './event-values.ts';
import { rowsInOrder } from './rows-in-order.ts';
import { TimeReader } from './time-reader.ts';
import { type ExtraColumns, type Places, wantedColumns } from './wanted-columns.ts';

/** The type of events in a log without types. */
export const untyped = 'event';

/** A row that can be used. The object is used again for the next one. */
export interface EventRow {
  user: string;
  item: string;
  /** Milliseconds since 1970; NaN in a log without times. */
  time: number;
  weight: number;
  type: string;
  positive: boolean;
  /** Which row of the table's reading it is, counting from 1, those that were rejected too. */
  row: number;
  /** Where its other columns stand: `block.columns[at][i]`. */
  block: RowBlock;
  i: number;
}

/** Who is given a table's rows, in their order. */
export interface RowSink {
  /** Before a table is read: where its columns lie. */
  begin(places: Places): void;
  /** A row has a user and an item, whatever else may be wrong with it. */
  named(user: string, item: string): void;
  /** It is right in everything. */
  take(row: EventRow): void;
}

interface Fault {
  readonly at: number;
  readonly reason: string;
}

/** Checks the rows of a log's tables: gives those that can be used, and rejects the others. */
export class RowReader {
  /** Of the tables that are read. */
  rows = 0;
  /** How many times were read as what. */
  readonly timeForms = new Map<TimeUnit, number>();
  readonly #config: Config;
  readonly #extra: ExtraColumns;
  readonly #rejects: RejectLog;
  readonly #log: readonly Table[];
  #dayOrder: DayOrder | undefined;

  /** @param log all tables that are to be read */
  constructor(config: Config, extra: ExtraColumns, rejects: RejectLog, log: readonly Table[]) {
    this.#config = config;
    this.#extra = extra;
    this.#rejects = rejects;
    this.#log = log;
  }

  /** Reads a table; after each block it gives how many rows of it were read so far. */
  async *read(table: Table, sink: RowSink): AsyncGenerator<number> {
    const places = wantedColumns(table, this.#config, this.#extra);
    const times = new TimeReader();
    sink.begin(places);
    let rows = 0;
    for await (const block of table.rows(places.wanted)) {
      if (places.time >= 0 && !places.typedTime) {
        times.order = await this.#orderOfDays(block.columns[places.time], places);
        times.begin(block.columns[places.time]);
      }
      const at = (line: number) => ({ file: table.file, ...(block.lines && { line }) });
      const event: EventRow = { ...blank, block };
      rows += rowsInOrder(
        block,
        rows,
        (i, row) => {
          event.i = i;
          event.row = row;
          const fault = this.#check(event, places, times, sink);
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
          } else {
            sink.take(event);
          }
        },
        (m, row) => {
          const { line, row: own = row, reason } = block.malformed[m];
          this.#rejects.add({ ...at(line), row: own, reason });
        },
      );
      yield rows;
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

  /** Fills in what a row says; or why it cannot be used. */
  #check(event: EventRow, places: Places, times: TimeReader, sink: RowSink): Fault | undefined {
    const { i } = event;
    const { columns } = event.block;
    const user = columns[places.user][i];
    if (typeof user !== 'string' || user.trim() === '') {
      return { at: places.user, reason: 'no user' };
    }
    const item = columns[places.item][i];
    if (typeof item !== 'string' || item.trim() === '') {
      return { at: places.item, reason: 'no item' };
    }
    sink.named(user, item);
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
    event.user = user;
    event.item = item;
    event.time = time;
    event.weight = weight;
    event.type = type;
    event.positive = positive;
    return undefined;
  }
}

const blank = { user: '', item: '', time: 0, weight: 0, type: '', positive: false, row: 0, i: 0 };
