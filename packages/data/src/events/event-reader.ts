import type { DayOrder, NumberUnits, RawValue, TimeForms, TimeUnit } from '@twotower/features';
import type { Config } from '@twotower/schema';
import type { EntityTable } from '../entity-reader.ts';
import type { RejectLog } from '../reject-log.ts';
import type { Table } from '../table.ts';
import type { Arrivals } from './arrivals.ts';
import { asksForDayOrder, dayOrderOf } from './day-order.ts';
import { EventRows } from './event-rows.ts';
import { shortened } from './event-values.ts';
import { rowsInOrder } from './rows-in-order.ts';
import { TimeReader } from './time-reader.ts';
import { type ExtraColumns, wantedColumns } from './wanted-columns.ts';

/** Goes through a log's tables block by block: rows that can be used arrive, the others are told to the log of rejects. */
export class EventReader {
  /** Rows read so far, those that were rejected among them. */
  rows = 0;
  /** How many times were read as what. */
  readonly timeForms = new Map<TimeUnit, number>();
  readonly found: EventRows;
  readonly #config: Config;
  readonly #extra: ExtraColumns;
  readonly #rejects: RejectLog;
  readonly #log: readonly Table[];
  /** Of day and month, by column. */
  readonly #orders = new Map<string, DayOrder>();
  /** Of the time column of the first table that has numbers there. */
  #numbers: NumberUnits | undefined;

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
    this.found = new EventRows(config, sides, arrivals);
    this.#extra = extra;
    this.#rejects = rejects;
    this.#log = log;
  }

  /** @param origin 0 for `data.events`, 1 and 2 for the validation and test files of `split: files` */
  async read(table: Table, origin: number, onRows?: (rows: number) => void): Promise<void> {
    const places = wantedColumns(table, this.#config, this.#extra);
    const times = new TimeReader();
    let rows = 0;
    for await (const block of table.rows(places.wanted)) {
      if (places.time >= 0 && !places.typedTime) {
        const values = block.columns[places.time];
        times.order = await this.#orderOfDays(values, places.wanted[places.time].name);
        times.begin(values);
        this.#numbers ??= times.units;
      }
      for (const { name, at } of places.context.filter((place) => place.times)) {
        await this.#orderOfDays(block.columns[at], name);
      }
      const at = (line: number) => ({ file: table.file, ...(block.lines && { line }) });
      rows += rowsInOrder(
        block,
        rows,
        (i, row) => {
          const fault = this.found.take(block, i, places, times, this.#orders, origin);
          if (fault) {
            this.#rejects.add({
              ...at(block.lines?.[i] ?? 0),
              row: block.rows?.[i] ?? row,
              ...(block.entries && { entry: block.entries[i] }),
              column: places.wanted[fault.at].name,
              value: shortened(block.columns[fault.at][i]),
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

  /** How the times of columns of the context are written, for requests to be read alike. */
  contextForms(): TimeForms {
    const { event } = this.#config.schema;
    const columns = this.#extra.context.filter(({ times }) => times);
    return Object.fromEntries(
      columns.flatMap(({ column }) => {
        const order = this.#orders.get(column);
        // Counts from some beginning are no instants that a request could know.
        const numbers = column === event.time && this.#numbers?.instants ? this.#numbers : undefined;
        return order || numbers ? [[column, { ...(order && { order }), ...(numbers && { numbers }) }]] : [];
      }),
    );
  }

  /** Told by the whole log, once, where a block has dates that leave it open. */
  async #orderOfDays(times: readonly RawValue[], column: string): Promise<DayOrder | undefined> {
    if (!this.#orders.has(column) && asksForDayOrder(times)) {
      this.#orders.set(column, await dayOrderOf(this.#log, column));
    }
    return this.#orders.get(column);
  }
}
