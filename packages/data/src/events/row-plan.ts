import { type Config, type EventWeight, eventWeight } from '@twotower/schema';
import type { Table } from '../table.ts';
import type { ContextKinds } from './context-kinds.ts';
import { type ExtraColumns, type Places, wantedColumns } from './wanted-columns.ts';

/** How the rows of one table are read. Cloneable. */
export interface RowPlan {
  readonly places: Places;
  readonly positive: Config['schema']['positive'];
  readonly context: ContextKinds;
  /** What a weight goes through. */
  readonly weight: EventWeight['transform'];
}

/** @throws DataError naming the config's key where the table lacks a column */
export function rowPlan(table: Table, config: Config, extra: ExtraColumns): RowPlan {
  const { positive, event } = config.schema;
  return {
    places: wantedColumns(table, config, extra),
    positive,
    context: kindsOfExtra(extra),
    weight: event.weight === undefined ? 'none' : eventWeight(event.weight).transform,
  };
}

/** What the columns of the context hold. */
export function kindsOfExtra({ context }: ExtraColumns): ContextKinds {
  return Object.fromEntries(context.map(({ column, kind }) => [column, kind]));
}
