import type { DayOrder, NumberUnits, TimeForms } from '@twotower/features';
import { type Config, eventWeight } from '@twotower/schema';
import type { EntityTable } from '../entity-reader.ts';
import type { RejectLog } from '../reject-log.ts';
import type { Table } from '../table.ts';
import { isTextTable, type TextTable } from '../tables/text-table.ts';
import type { Arrivals } from './arrivals.ts';
import { dayOrderOf } from './day-order.ts';
import { EventRows, type RowPlan, type TimeSettings } from './event-rows.ts';
import type { EventStretch } from './event-stretch.ts';
import { type OpenTimes, openTimes } from './open-times.ts';
import { readInOrder, type StretchReader } from './read-in-order.ts';
import { ProgressTeller, type ReadProgress } from './read-progress.ts';
import { ReaderCodes, StretchMerge } from './stretch-merge.ts';
import { TextReaders, type ThreadOptions } from './text-readers.ts';
import { ValueCells } from './value-cells.ts';
import { type ExtraColumns, wantedColumns } from './wanted-columns.ts';

export interface EventReaderOptions extends ThreadOptions {
  /** All tables that are to be read. */
  readonly log: readonly Table[];
  readonly onProgress?: (progress: ReadProgress) => void;
}

/** Goes through a log's tables: rows that can be used arrive, the others are told to the log of rejects. */
export class EventReader {
  /** Rows read so far, those that were rejected among them. */
  rows = 0;
  readonly found: StretchMerge;
  readonly #config: Config;
  readonly #extra: ExtraColumns;
  readonly #log: readonly Table[];
  readonly #texts: TextReaders;
  readonly #progress: ProgressTeller;
  /** Of day and month, by column. */
  #orders: Readonly<Record<string, DayOrder>> = {};
  /** Of the time column of the first table that has numbers there. */
  #numbers: NumberUnits | undefined;

  constructor(
    config: Config,
    sides: { readonly user: EntityTable; readonly item: EntityTable },
    extra: ExtraColumns,
    arrivals: Arrivals,
    rejects: RejectLog,
    { log, onProgress = () => undefined, ...threads }: EventReaderOptions,
  ) {
    this.#config = config;
    this.found = new StretchMerge(sides, arrivals, rejects);
    this.#extra = extra;
    this.#log = log;
    this.#texts = new TextReaders(threads);
    this.#progress = new ProgressTeller(log, onProgress);
  }

  /** @param origin 0 for `data.events`, 1 and 2 for the validation and test files of `split: files` */
  async read(table: Table, origin: number): Promise<void> {
    const context = Object.fromEntries(this.#extra.context.map(({ column, kind }) => [column, kind]));
    const { positive, event } = this.#config.schema;
    const { weight } = event;
    const plan: RowPlan = {
      places: wantedColumns(table, this.#config, this.#extra),
      positive,
      context,
      weight: weight === undefined ? 'none' : eventWeight(weight).transform,
    };
    await (isTextTable(table) ? this.#readText(table, plan, origin) : this.#readValues(table, plan, origin));
    this.#progress.finish(table);
  }

  /** Ends the threads. */
  async end(): Promise<void> {
    await this.#texts.end();
  }

  /** How the times of columns of the context are written, for requests to be read alike. */
  contextForms(): TimeForms {
    const { event } = this.#config.schema;
    const columns = this.#extra.context.filter(({ times }) => times);
    return Object.fromEntries(
      columns.flatMap(({ column }) => {
        const order = Object.hasOwn(this.#orders, column) ? this.#orders[column] : undefined;
        // Counts from some beginning are no instants that a request could know.
        const numbers = column === event.time && this.#numbers?.instants ? this.#numbers : undefined;
        return order || numbers ? [[column, { ...(order && { order }), ...(numbers && { numbers }) }]] : [];
      }),
    );
  }

  async #readText(table: TextTable, plan: RowPlan, origin: number): Promise<void> {
    const { places } = plan;
    const { file, dialect } = table;
    const codes = new Map<StretchReader, ReaderCodes>();
    let settings: TimeSettings = { orders: this.#orders };
    let [bytes, rows, lines] = [0, 0, 0];
    const stretches = table.stretches((read) => {
      bytes = read;
    });
    await readInOrder(stretches, {
      readers: this.#texts.begin({ ...plan, dialect }),
      settings: () => settings,
      settle: async (open) => {
        settings = await this.#settle(settings, open);
      },
      take: (stretch, reader) => {
        const own = codes.get(reader) ?? new ReaderCodes();
        codes.set(reader, own);
        this.found.add(stretch, own, places, { file, origin, rows, lines });
        rows += stretch.rows;
        lines += stretch.lines;
        this.#count(stretch, bytes);
      },
      forget: () => codes.clear(),
    });
  }

  async #readValues(table: Table, plan: RowPlan, origin: number): Promise<void> {
    const { places } = plan;
    const { file } = table;
    const reader = new EventRows(plan);
    const codes = new ReaderCodes();
    let settings: TimeSettings = { orders: this.#orders };
    let rows = 0;
    for await (const { columns, ...block } of table.rows(places.wanted)) {
      const cells = { ...block, cells: columns.map((values) => new ValueCells(values)) };
      const open = openTimes(cells, plan, settings);
      settings = open ? await this.#settle(settings, open) : settings;
      const stretch = reader.read(cells, settings, rows);
      this.found.add(stretch, codes, places, { file, origin, rows: 0, lines: 0 });
      rows += stretch.rows;
      this.#count(stretch, 0);
    }
  }

  #count({ rows }: EventStretch, bytes: number): void {
    this.rows += rows;
    this.#progress.tell(this.rows, bytes);
  }

  /** Which of day and month stands first is told by the whole log, once. */
  async #settle(settings: TimeSettings, { columns, units }: OpenTimes): Promise<TimeSettings> {
    for (const column of columns) {
      this.#orders = { ...this.#orders, [column]: await dayOrderOf(this.#log, column) };
    }
    this.#numbers ??= units;
    return { units: settings.units ?? units, orders: this.#orders };
  }
}
