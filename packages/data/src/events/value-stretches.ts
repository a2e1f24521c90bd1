import type { RawValue } from '@twotower/features';
import type { Table } from '../table.ts';
import type { EventRows } from './event-rows.ts';
import type { EventStretch } from './event-stretch.ts';
import { openTimes } from './open-times.ts';
import type { RowPlan } from './row-plan.ts';
import type { SettledTimes } from './settled-times.ts';
import { ValueCells } from './value-cells.ts';

/** Rows of a table as they were read, with what they give. */
export interface ValueStretch {
  readonly stretch: EventStretch;
  /** The wanted columns. */
  readonly columns: readonly (readonly RawValue[])[];
  /** Of each event, the place of its row in the columns, and its number in the table, from 1. */
  readonly places: Int32Array;
  readonly numbers: Int32Array;
  /** Rows of the table up to the end of this stretch. */
  readonly rows: number;
}

/** Reads a table value by value, block by block; rows of its rejects count from the table's beginning. */
export async function* valueStretches(
  table: Table,
  plan: RowPlan,
  reader: EventRows,
  times: SettledTimes,
): AsyncGenerator<ValueStretch> {
  let settings = times.begin();
  let rows = 0;
  for await (const { columns, ...block } of table.rows(plan.places.wanted)) {
    const cells = { ...block, cells: columns.map((values) => new ValueCells(values)) };
    const open = openTimes(cells, plan, settings);
    settings = open ? await times.settle(settings, open) : settings;
    const places = new Int32Array(block.length);
    const numbers = new Int32Array(block.length);
    const read = reader.read(cells, settings, rows, (place, row, event) => {
      places[event] = place;
      numbers[event] = row;
    });
    rows += read.rows;
    const { length } = read.events.user;
    const { offsets } = block;
    offsets &&
      read.events.offset.forEach((_, e, offset) => {
        offset[e] = offsets[places[e]];
      });
    const stretch = { ...read, placed: offsets !== undefined };
    yield {
      ...{ stretch, columns, rows },
      places: places.subarray(0, length),
      numbers: numbers.subarray(0, length),
    };
  }
}
