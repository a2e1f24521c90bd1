import type { DayOrder, NumberUnits } from '@twotower/features';
import type { Table } from '../table.ts';
import { dayOrderOf } from './day-order.ts';
import type { TimeSettings } from './event-rows.ts';
import type { OpenTimes } from './open-times.ts';

/** What the times of a log's tables leave open, settled once for all of them. */
export class SettledTimes {
  /** Of day and month, by column. */
  orders: Readonly<Record<string, DayOrder>> = {};
  /** Of the time column of the first table that has numbers there. */
  numbers: NumberUnits | undefined;
  readonly #log: readonly Table[];

  /** @param log all tables that are to be read */
  constructor(log: readonly Table[]) {
    this.#log = log;
  }

  /** For the first rows of a table. */
  begin(): TimeSettings {
    return { orders: this.orders };
  }

  /** Which of day and month stands first is told by the whole log, once; units of numbers hold for their table. */
  async settle(settings: TimeSettings, { columns, units }: OpenTimes): Promise<TimeSettings> {
    for (const column of columns) {
      this.orders = { ...this.orders, [column]: await dayOrderOf(this.#log, column) };
    }
    this.numbers ??= units;
    return { units: settings.units ?? units, orders: this.orders };
  }
}
