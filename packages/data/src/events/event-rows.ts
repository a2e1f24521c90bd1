import type { DayOrder, NumberUnits } from '@twotower/features';
import { isDatable } from '@twotower/schema';
import { KnownTexts } from '../bytes/known-texts.ts';
import { isMissing } from '../missing-words.ts';
import { type ArrivalBlock, arrivalBlock, viewRows } from './arrival-block.ts';
import { BorrowedValues } from './borrowed-values.ts';
import type { CellBlock } from './cells.ts';
import { ContextValues } from './context-values.ts';
import type { EventStretch } from './event-stretch.ts';
import { isPositive, shortened, transformedWeight, weightFault, weightOf } from './event-values.ts';
import type { RowPlan } from './row-plan.ts';
import { rowsInOrder } from './rows-in-order.ts';
import { TimeReader } from './time-reader.ts';
import { TypeCodes } from './type-codes.ts';

/** The type of events of a log without types. */
export const untyped = 'event';

/** How times are read that leave something open. */
export interface TimeSettings {
  /** Of the numbers of the table's time column. */
  readonly units?: NumberUnits;
  /** Of day and month, by column. */
  readonly orders: Readonly<Record<string, DayOrder>>;
}

/** Why a row cannot be used, and which of the wanted columns says so. */
interface RowFault {
  readonly at: number;
  readonly reason: string;
}

/** Checks the rows of one table, stretch by stretch, and keeps what a dataset needs of those that can be used. */
export class EventRows {
  readonly #plan: RowPlan;
  readonly #users = new KnownTexts();
  readonly #items = new KnownTexts();
  readonly #typeTexts = new KnownTexts();
  /** By code of the text: of the type, -1 where no row of it was used so far, and whether it is a positive. */
  readonly #types: { code: number; readonly name: string; readonly positive: boolean }[] = [];
  readonly #typeCodes = new TypeCodes();
  readonly #context = new ContextValues();
  readonly #borrowed: readonly BorrowedValues[];

  constructor(plan: RowPlan) {
    this.#plan = plan;
    this.#borrowed = plan.places.borrowed.map(() => new BorrowedValues());
  }

  /**
   * @param before rows of the source before these, where they have neither lines nor numbers of their own
   * @param onUsed is told for each row that can be used its place in the block, its number in the source and its place in the events
   * @throws DataError where the log has more types, or values of a column of the context, than can be kept
   */
  read(
    block: CellBlock,
    settings: TimeSettings,
    before = 0,
    onUsed?: (place: number, row: number, event: number) => void,
  ): EventStretch {
    const { places, context } = this.#plan;
    const time = places.wanted[places.time];
    const times = new TimeReader(settings.units, time && settings.orders[time.name]);
    const events = arrivalBlock(block.length, context);
    const rejects: EventStretch['rejects'][number][] = [];
    const at = (line: number | undefined) => (line === undefined ? {} : { line });
    let used = 0;
    const rows = rowsInOrder(
      block,
      before,
      (i, row) => {
        const fault = this.#take(block, i, times, settings, events, used);
        if (fault === undefined) {
          onUsed?.(i, row, used);
          used++;
          return;
        }
        rejects.push({
          ...at(block.lines?.[i]),
          row: block.rows?.[i] ?? row,
          ...(block.entries && { entry: block.entries[i] }),
          column: places.wanted[fault.at].name,
          value: shortened(block.cells[fault.at].value(i)),
          reason: fault.reason,
        });
      },
      (m, row) => {
        const { line, row: own = row, reason } = block.malformed[m];
        rejects.push({ ...at(block.lines && line), row: own, reason });
      },
    );
    return {
      rows,
      lines: 0,
      events: viewRows(events, 0, used),
      users: this.#users.takeNew(),
      items: this.#items.takeNew(),
      types: this.#typeCodes.takeNew(),
      dictionaries: this.#context.dictionaries.takeNew(),
      borrowed: this.#borrowed.map((values) => values.takeChanged()),
      rejects,
      unread: this.#context.takeUnread(),
      timeForms: times.forms,
    };
  }

  /** Writes row `i` to `events`; says why where it cannot be used. */
  #take(
    { cells }: CellBlock,
    i: number,
    times: TimeReader,
    { orders }: TimeSettings,
    events: ArrivalBlock,
    next: number,
  ): RowFault | undefined {
    const { places } = this.#plan;
    if (cells[places.user].isBlank(i)) {
      return { at: places.user, reason: 'no user' };
    }
    if (cells[places.item].isBlank(i)) {
      return { at: places.item, reason: 'no item' };
    }
    // The catalogue is every item in any file, so a row that is rejected for another reason still names its ids.
    const user = cells[places.user].code(i, this.#users);
    const item = cells[places.item].code(i, this.#items);
    let time = Number.NaN;
    if (places.time >= 0) {
      time = this.#timeOf(cells[places.time], i, times);
      if (!isDatable(time)) {
        return {
          at: places.time,
          reason: isMissing(cells[places.time].value(i)) ? 'no time' : 'not a time',
        };
      }
    }
    let weight = 1;
    if (places.weight >= 0) {
      weight = cells[places.weight].plainNumber(i);
      weight = Number.isNaN(weight) ? weightOf(cells[places.weight].value(i)) : weight;
      const reason = weightFault(weight);
      if (reason !== undefined) {
        return { at: places.weight, reason };
      }
      weight = transformedWeight(weight, this.#plan.weight);
    }
    const type = this.#typeOf(cells[places.type], i);
    if (type === undefined) {
      return { at: places.type, reason: 'no type' };
    }
    const { threshold } = places;
    const positive =
      threshold < 0 ? type.positive : isPositive(this.#plan.positive, undefined, cells[threshold].value(i));
    if (positive === undefined) {
      return { at: threshold, reason: 'not a number' };
    }
    places.borrowed.forEach(({ side, at }, b) => {
      const code = side === 'user' ? user : item;
      if (this.#borrowed[b].wants(code)) {
        this.#borrowed[b].set(code, cells[at].value(i));
      }
    });
    if (type.code < 0) {
      type.code = this.#typeCodes.of(type.name, places.wanted[places.type]?.name);
    }
    events.user[next] = user;
    events.item[next] = item;
    events.time[next] = time;
    events.weight[next] = weight;
    events.type[next] = type.code;
    events.positive[next] = positive ? 1 : 0;
    if (places.id >= 0) {
      cells[places.id].hash(i, events.idLow, events.idHigh, next);
    }
    for (const { name, at, kind } of places.context) {
      events.context[name][next] = this.#context.read(name, kind, cells[at].value(i), orders[name]);
    }
    return undefined;
  }

  #timeOf(cells: CellBlock['cells'][number], i: number, times: TimeReader): number {
    const number = cells.plainNumber(i);
    if (this.#plan.places.typedTime) {
      return times.instant(number);
    }
    if (!Number.isNaN(number)) {
      return times.number(number);
    }
    const instant = cells.plainInstant(i);
    return Number.isNaN(instant) ? times.read(cells.value(i)) : times.instant(instant);
  }

  #typeOf(cells: CellBlock['cells'][number] | undefined, i: number) {
    const text = cells === undefined ? 0 : cells.code(i, this.#typeTexts);
    if (text < 0) {
      return undefined;
    }
    if (text === this.#types.length) {
      const name = cells === undefined ? untyped : this.#typeTexts.text(text);
      const given = cells === undefined ? undefined : name;
      const { positive } = this.#plan;
      this.#types.push({
        code: -1,
        name,
        positive: Array.isArray(positive) && isPositive(positive, given, undefined) === true,
      });
    }
    return this.#types[text];
  }
}
