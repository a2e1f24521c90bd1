import { contextNumber, type RawValue } from '@twotower/features';
import type { Config } from '@twotower/schema';
import type { EntityTable } from '../entity-reader.ts';
import { DataError } from '../error.ts';
import { isMissing } from '../missing-words.ts';
import { ownText } from '../own-text.ts';
import type { TimeUnit, UnreadValues } from '../read-summary.ts';
import type { RejectLog } from '../reject-log.ts';
import type { Table } from '../table.ts';
import type { Arrivals } from './arrivals.ts';
import { Dictionaries } from './dictionaries.ts';
import { EntityIds } from './entity-ids.ts';
import { eventIdOf, shortened } from './event-values.ts';
import { hashId } from './hash-id.ts';
import { type EventRow, RowReader, type RowSink } from './row-reader.ts';
import type { ExtraColumns, Places } from './wanted-columns.ts';

/** Lets those rows of a log's tables arrive that can be used. */
export class EventReader {
  readonly types: string[] = [];
  readonly ids: { readonly user: EntityIds; readonly item: EntityIds };
  /** By column of the context: what is neither number nor time, though a feature reads it as one. */
  readonly unreadContext = new Map<string, UnreadValues>();
  readonly dictionaries = new Dictionaries();
  readonly #typeIndex = new Map<string, number>();
  readonly #sides: { readonly user: EntityTable; readonly item: EntityTable };
  readonly #arrivals: Arrivals;
  readonly #reader: RowReader;
  readonly #rowsOf = new Map<Table, number>();

  /** @param log all tables that are to be read */
  constructor(
    config: Config,
    sides: { readonly user: EntityTable; readonly item: EntityTable },
    extra: ExtraColumns,
    arrivals: Arrivals,
    rejects: RejectLog,
    log: readonly Table[],
  ) {
    this.#sides = sides;
    this.ids = { user: new EntityIds(sides.user), item: new EntityIds(sides.item) };
    this.#arrivals = arrivals;
    this.#reader = new RowReader(config, extra, rejects, log);
  }

  get rows(): number {
    return this.#reader.rows;
  }

  /** Rows of a table that was read, or of one without columns. */
  rowsOf(table: Table): number {
    return this.#rowsOf.get(table) ?? 0;
  }

  /** How many times were read as what. */
  get timeForms(): ReadonlyMap<TimeUnit, number> {
    return this.#reader.timeForms;
  }

  /** @param origin 0 for `data.events`, 1 and 2 for the validation and test files of `split: files` */
  async read(table: Table, origin: number, onRows?: (rows: number) => void): Promise<void> {
    const before = this.rows;
    for await (const rows of this.#reader.read(table, this.#sink(origin))) {
      onRows?.(before + rows);
    }
    this.#rowsOf.set(table, this.rows - before);
  }

  #sink(origin: number): RowSink {
    let places: Places;
    let user = 0;
    let item = 0;
    return {
      begin(found) {
        places = found;
      },
      // The catalogue is every item in any file, so a row that is rejected for another reason still names its ids.
      named: (userId, itemId) => {
        user = this.ids.user.add(userId);
        item = this.ids.item.add(itemId);
      },
      take: (row) => this.#arrive(row, places, user, item, origin),
    };
  }

  #arrive(row: EventRow, places: Places, user: number, item: number, origin: number): void {
    const { i } = row;
    const { columns } = row.block;
    for (const { side, name, at } of places.borrowed) {
      const values = this.#sides[side].columns.get(name);
      if (values) {
        const entity = side === 'user' ? user : item;
        if (isMissing(values[entity])) {
          values[entity] = ownText(columns[at][i]);
        }
      }
    }
    const next = this.#arrivals.next();
    const { block } = this.#arrivals;
    block.user[next] = user;
    block.item[next] = item;
    block.time[next] = row.time;
    block.weight[next] = row.weight;
    block.type[next] = this.#typeOf(row.type, places);
    block.positive[next] = row.positive ? 1 : 0;
    block.origin[next] = origin;
    hashId(places.id < 0 ? null : eventIdOf(columns[places.id][i]), block.idLow, block.idHigh, next);
    for (const { name, at, kind } of places.context) {
      const value = columns[at][i];
      block.context[name][next] =
        kind === 'number' ? this.#contextNumber(name, value) : this.dictionaries.code(name, value);
    }
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
