import type { TableSpec, TowerInput } from './bag.ts';
import type { ColumnKind, ValueEncoder } from './encoders/encoder.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A column feature of one side with its fitted encoder. */
export interface Encoder extends ValueEncoder {
  readonly feature: string;
  readonly kind: ColumnKind;
  readonly column: string;
  /** `user.<feature>`, `item.<feature>` or `context.<feature>` */
  readonly table: string;
}

/**
 * One input that reads what a user did last: without the `skip` latest items, the `length` before them, their mean where they
 * are several.
 */
export interface HistoryInput {
  readonly feature: string;
  readonly length: number;
  readonly skip: number;
  /** Whether the items have rows of their own here, beside those of the item tower. */
  readonly own: boolean;
}

/** How one side's records become the input of its tower. */
export interface FittedSide {
  readonly side: 'user' | 'item';
  /** The ID first, then the encoders' features in order, the histories, and the features of the context. */
  readonly inputs: readonly TowerInput[];
  readonly ids: Vocabulary;
  readonly encoders: readonly Encoder[];
  readonly histories: readonly HistoryInput[];
  /** Features of the request, which the user tower reads; none on the item side. */
  readonly context: readonly Encoder[];
}

/** Fitted once on the training part, saved in the bundle, and used as it is by training and serving. */
export interface FittedFeatures {
  readonly user: FittedSide;
  readonly item: FittedSide;
  readonly tables: readonly TableSpec[];
}

/** Both sides with the tables that they read. */
export function assemble(user: FittedSide, item: FittedSide): FittedFeatures {
  const tables = [user, item].flatMap(({ side, ids, encoders, context }) => [
    { name: idTable(side), rows: ids.size },
    ...[...encoders, ...context].map(({ table, rows }) => ({ name: table, rows })),
  ]);
  const own = user.histories.some((history) => history.own);
  return { user, item, tables: own ? [...tables, { name: historyTable, rows: item.ids.size }] : tables };
}

/** The inputs of a side's tower, in order. */
export function towerInputs({
  side,
  encoders,
  histories,
  context,
}: Pick<FittedSide, 'side' | 'encoders' | 'histories' | 'context'>): TowerInput[] {
  return [
    { feature: 'id', table: idTable(side) },
    ...encoders.map(({ feature, table }) => ({ feature, table })),
    ...histories.map(({ feature, own }) => ({ feature, table: own ? historyTable : idTable('item') })),
    ...context.map(({ feature, table }) => ({ feature, table })),
  ];
}

/** A fitted encoder in its place: which column it reads for which feature, into which table. */
export function placeEncoder(
  place: FittedSide['side'] | 'context',
  feature: string,
  column: string,
  encoder: ValueEncoder,
): Encoder {
  return { ...encoder, feature, kind: encoder.state.kind, column, table: `${place}.${feature}` };
}

/** Rows of items as something that a user did, in the order of the item's ID table. */
const historyTable = 'history-ids';

function idTable(side: FittedSide['side']): string {
  return `${side}-ids`;
}
