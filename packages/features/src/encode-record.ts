import type { Bag, TowerBatch } from './bag.ts';
import { sourcesOf } from './context-columns.ts';
import type { RawRecord } from './dataset.ts';
import { encodeContext, selectContext } from './encoded-context.ts';
import { encodeEntities } from './encoded-side.ts';
import type { ContextColumn } from './event-columns.ts';
import type { Encoder, EncodingSide, HistoryInput } from './fitted-features.ts';
import { historyBag, selectItems } from './select.ts';
import { contextNumber } from './times/instant-of.ts';
import type { TimeForm } from './times/time-form.ts';

/** An item as a request or a file gives it; what is missing goes through row 0. */
export interface ItemRecord {
  readonly id?: string;
  /** Column name to value. */
  readonly features?: RawRecord;
}

export interface UserRecord extends ItemRecord {
  /** Item ids, oldest first. */
  readonly history?: readonly string[];
  /** Column of the context to value. */
  readonly context?: RawRecord;
}

/** Both sides as encoding reads them. */
export interface EncodingFeatures {
  readonly user: EncodingSide;
  readonly item: EncodingSide;
}

/**
 * The user tower's input for one user, the same bytes as training gives for the same record. Without an id, or with one
 * that was not in training, the ID goes through row 0.
 */
export function encodeUser(fitted: EncodingFeatures, user: UserRecord): TowerBatch {
  const { size, bags } = encodeOne(fitted.user, user);
  const { histories } = fitted.user;
  return {
    size,
    bags: [
      ...bags,
      ...histories.map((history) => encodeHistory(fitted, user.history ?? [], history)),
      ...encodeRequest(fitted.user, user.context ?? {}),
    ],
  };
}

/** The item tower's input for one item. */
export function encodeItem(fitted: Pick<EncodingFeatures, 'item'>, item: ItemRecord): TowerBatch {
  return encodeOne(fitted.item, item);
}

function encodeOne(side: EncodingSide, { id, features = {} }: ItemRecord): TowerBatch {
  const columns = Object.fromEntries(
    side.encoders.map(({ column }) => [
      column,
      [Object.hasOwn(features, column) ? features[column] : undefined],
    ]),
  );
  const encoded = encodeEntities(side, { ids: [id ?? ''], columns });
  return selectItems(encoded, Int32Array.of(0), Uint8Array.of(id === undefined ? 1 : 0));
}

function encodeHistory(
  { item }: EncodingFeatures,
  history: readonly string[],
  { length, of }: HistoryInput,
): Bag {
  const rows = Int32Array.from(of === 'others' ? history : history.slice(-length), (id) => item.ids.row(id));
  return historyBag(rows, Int32Array.of(0), Int32Array.of(rows.length));
}

/** Goes the way of a log with one event, so that dates and numbers are read as in training. */
function encodeRequest(side: Pick<EncodingSide, 'context'>, values: RawRecord): Bag[] {
  const sources = sourcesOf(side.context).map(({ column, kind }) => ({
    column,
    kind,
    value: Object.hasOwn(values, column) ? values[column] : undefined,
  }));
  const dictionaries = Object.fromEntries(sources.map(({ column, value }) => [column, [value]]));
  const columns = Object.fromEntries(
    sources.map(({ column, kind, value }): [string, ContextColumn] => [
      column,
      kind === 'number'
        ? Float64Array.of(contextNumber(value, formOf(side.context, column)))
        : Int32Array.of(0),
    ]),
  );
  return selectContext(encodeContext(side, dictionaries), columns, Int32Array.of(0));
}

function formOf(encoders: readonly Encoder[], column: string): TimeForm | undefined {
  return encoders.find((encoder) => encoder.column === column && encoder.form)?.form;
}
