import type { TableSpec, TowerInput } from './bag.ts';
import type { ColumnKind, ValueEncoder } from './encoders/encoder.ts';
import type { IdRows } from './id-rows.ts';

/** A column feature of one side with its fitted encoder. */
export interface Encoder extends ValueEncoder {
  readonly feature: string;
  readonly kind: ColumnKind;
  readonly column: string;
  /** `user.<feature>`, `item.<feature>` or `context.<feature>` */
  readonly table: string;
}

/** One input that reads what a user did: the mean of the last `length` items, or of all others than the one in question. */
export interface HistoryInput {
  readonly feature: string;
  readonly length: number;
  readonly of: 'earlier' | 'others';
}

/** How one side's records become the input of its tower. */
export interface FittedSide {
  readonly side: 'user' | 'item';
  /** The ID first, then the encoders' features in order, the histories, and the features of the context. */
  readonly inputs: readonly TowerInput[];
  readonly ids: IdRows;
  readonly encoders: readonly Encoder[];
  readonly histories: readonly HistoryInput[];
  /** Features of the request, which the user tower reads; none on the item side. */
  readonly context: readonly Encoder[];
}

/** What encoding reads of a side: whoever knows newer IDs than were fitted hands in who has which row. */
export interface EncodingSide extends Pick<FittedSide, 'encoders' | 'histories' | 'context'> {
  readonly ids: Pick<IdRows, 'row'>;
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
  return { user, item, tables };
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
    ...histories.map(({ feature }) => ({ feature, table: idTable('item') })),
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

function idTable(side: FittedSide['side']): string {
  return `${side}-ids`;
}
