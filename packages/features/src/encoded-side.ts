import type { Bag } from './bag.ts';
import { BagBuilder } from './bag-builder.ts';
import { columnOf, type Entities, type RawValue } from './dataset.ts';
import type { ValueEncoder } from './encoders/encoder.ts';
import type { FittedSide, HistoryInput } from './fitted-features.ts';

/** Every entity of a side, encoded once; batches select from it. Plain data, so that threads can be sent it. */
export interface EncodedSide {
  /** `[entities]`: each entity's row in its ID table, 0 where it was not in training. */
  readonly idRows: Int32Array;
  /** One bag a column feature, one record an entity, in the order of the side's encoders. */
  readonly bags: readonly Bag[];
  /** Which of their last items users bring along. */
  readonly histories: readonly HistoryInput[];
  /** How many features of the context the side reads. */
  readonly contextFeatures: number;
}

/** Encodes every entity by the same encoders as a single record at serving; an absent column counts as missing. */
export function encodeEntities(side: FittedSide, entities: Entities): EncodedSide {
  return {
    idRows: Int32Array.from(entities.ids, (id) => side.ids.row(id)),
    bags: side.encoders.map((encoder) =>
      encodeValues(encoder, columnOf(entities, encoder.column), entities.ids.length),
    ),
    histories: side.histories,
    contextFeatures: side.context.length,
  };
}

/** One record a value, the first `count` of them; all missing where there is no column. */
export function encodeValues(
  encoder: ValueEncoder,
  values: readonly RawValue[] | undefined,
  count: number,
): Bag {
  const bag = new BagBuilder(count);
  for (let i = 0; i < count; i++) {
    encoder.encode(values?.[i], bag);
    bag.endRecord();
  }
  return bag.build();
}
