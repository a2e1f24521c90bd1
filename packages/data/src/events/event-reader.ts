import type { TimeForms } from '@twotower/features';
import type { Config } from '@twotower/schema';
import type { EntityTable } from '../entity-reader.ts';
import type { RejectLog } from '../reject-log.ts';
import type { Table } from '../table.ts';
import { isTextTable, type TextTable } from '../tables/text-table.ts';
import type { Arrivals } from './arrivals.ts';
import { EventRows } from './event-rows.ts';
import type { EventStretch } from './event-stretch.ts';
import { readInOrder, type StretchReader } from './read-in-order.ts';
import { ProgressTeller, type ReadProgress } from './read-progress.ts';
import { type RowPlan, rowPlan } from './row-plan.ts';
import { SettledTimes } from './settled-times.ts';
import { ReaderCodes, StretchMerge } from './stretch-merge.ts';
import { TextReaders, type ThreadOptions } from './text-readers.ts';
import { valueStretches } from './value-stretches.ts';
import type { ExtraColumns } from './wanted-columns.ts';

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
  readonly #texts: TextReaders;
  readonly #progress: ProgressTeller;
  readonly #times: SettledTimes;
  readonly #rowsOf = new Map<Table, number>();

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
    this.#times = new SettledTimes(log);
    this.#texts = new TextReaders(threads);
    this.#progress = new ProgressTeller(log, onProgress);
  }

  /** @param origin 0 for `data.events`, 1 and 2 for the validation and test files of `split: files` */
  async read(table: Table, origin: number): Promise<void> {
    const before = this.rows;
    const plan = rowPlan(table, this.#config, this.#extra);
    await (isTextTable(table) ? this.#readText(table, plan, origin) : this.#readValues(table, plan, origin));
    this.#rowsOf.set(table, this.rows - before);
    this.#progress.finish(table);
  }

  /** Rows of a table that was read; 0 of one without columns. */
  rowsOf(table: Table): number {
    return this.#rowsOf.get(table) ?? 0;
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
        const order = Object.hasOwn(this.#times.orders, column) ? this.#times.orders[column] : undefined;
        // Counts from some beginning are no instants that a request could know.
        const numbers =
          column === event.time && this.#times.numbers?.instants ? this.#times.numbers : undefined;
        return order || numbers ? [[column, { ...(order && { order }), ...(numbers && { numbers }) }]] : [];
      }),
    );
  }

  async #readText(table: TextTable, plan: RowPlan, origin: number): Promise<void> {
    const { places } = plan;
    const { file, dialect } = table;
    const codes = new Map<StretchReader, ReaderCodes>();
    let settings = this.#times.begin();
    let [bytes, rows, lines] = [0, 0, 0];
    const stretches = table.stretches((read) => {
      bytes = read;
    });
    await readInOrder(stretches, {
      readers: this.#texts.begin({ ...plan, dialect }),
      settings: () => settings,
      settle: async (open) => {
        settings = await this.#times.settle(settings, open);
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
    const codes = new ReaderCodes();
    const place = { file: table.file, origin, rows: 0, lines: 0 };
    for await (const { stretch } of valueStretches(table, plan, new EventRows(plan), this.#times)) {
      this.found.add(stretch, codes, plan.places, place);
      this.#count(stretch, 0);
    }
  }

  #count({ rows }: EventStretch, bytes: number): void {
    this.rows += rows;
    this.#progress.tell(this.rows, bytes);
  }
}
