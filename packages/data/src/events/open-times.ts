import type { NumberUnits } from '@twotower/features';
import type { CellBlock } from './cells.ts';
import { asksForDayOrder, looked } from './day-order.ts';
import type { TimeSettings } from './event-rows.ts';
import type { RowPlan } from './row-plan.ts';
import { unitsOf } from './time-reader.ts';

/** What has to be known before the times of a block can be read. */
export interface OpenTimes {
  /** Columns with dates such as `05/07/2026`: only the whole log tells whether days or months come first. */
  readonly columns: readonly string[];
  /** Of the time column, told by the block: the first of the table with numbers there. */
  readonly units?: NumberUnits;
}

/** Undefined where nothing is left open. */
export function openTimes(
  { cells, length }: CellBlock,
  { places }: RowPlan,
  { units, orders }: TimeSettings,
): OpenTimes | undefined {
  const time = places.typedTime || places.time < 0 ? undefined : cells[places.time];
  const dated = [
    ...(time ? [{ name: places.wanted[places.time].name, at: places.time }] : []),
    ...places.context.filter(({ times }) => times),
  ];
  const columns = dated.flatMap(({ name, at }) => {
    const values = Array.from({ length: Math.min(length, looked) }, (_, row) => cells[at].value(row));
    return Object.hasOwn(orders, name) || !asksForDayOrder(values) ? [] : name;
  });
  const found = time && units === undefined ? unitsOf(time, length) : undefined;
  return columns.length === 0 && found === undefined
    ? undefined
    : { columns, ...(found && { units: found }) };
}
