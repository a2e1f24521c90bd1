import type { Bag } from './bag.ts';
import { BagBuilder } from './bag-builder.ts';
import { columnOf, type Entities, type RawValue } from './dataset.ts';
import type { ValueEncoder } from './encoders/encoder.ts';
import type { EncodingSide, HistoryInput } from './fitted-features.ts';

/** Every entity of a side, encoded once; batches select from it. Plain data, so that threads can be sent it. */
export interface EncodedSide {
  /** `[entities]`: each entity's row in its ID table, 0 where it was not in training. */
  readonly idRows: Int32Array;
  /** How many column features there are: the side's encoders, in their order. */
  readonly features: number;
  /**
   * Record `entity * features + feature` is that feature of that entity: what a batch needs of one entity lies together, as
   * entities come in random order and each place of memory costs more than what is read there.
   */
  readonly records: Bag;
  /** Which of their last items users bring along. */
  readonly histories: readonly HistoryInput[];
  /** How many features of the context the side reads. */
  readonly contextFeatures: number;
}

/** Encodes every entity by the same encoders as a single record at serving; an absent column counts as missing. */
export function encodeEntities(side: EncodingSide, entities: Entities): EncodedSide {
  const { encoders } = side;
  const columns = encoders.map(({ column }) => columnOf(entities, column));
  const records = new BagBuilder(entities.ids.length * encoders.length);
  for (let entity = 0; entity < entities.ids.length; entity++) {
    for (let f = 0; f < encoders.length; f++) {
      encoders[f].encode(columns[f]?.[entity], records);
      records.endRecord();
    }
  }
  return {
    idRows: Int32Array.from(entities.ids, (id) => side.ids.row(id)),
    features: encoders.length,
    records: records.build(),
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
