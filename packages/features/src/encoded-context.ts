import type { Bag } from './bag.ts';
import { BagBuilder } from './bag-builder.ts';
import type { RawValue } from './dataset.ts';
import { encodeValues } from './encoded-side.ts';
import { FeaturesError } from './error.ts';
import type { ContextColumn } from './event-columns.ts';
import type { Encoder, EncodingSide } from './fitted-features.ts';
import { type HiddenFeature, missingBag, selectRecords } from './select-records.ts';

/** The features of the context, ready to be cut from columns of events. */
export interface EncodedContext {
  readonly encoders: readonly Encoder[];
  /** One bag a feature, one record a value of its column's dictionary; undefined for columns without dictionary. */
  readonly bags: readonly (Bag | undefined)[];
}

/** Encodes each distinct value once a dataset, so that a batch only copies rows. */
export function encodeContext(
  { context }: Pick<EncodingSide, 'context'>,
  dictionaries: Readonly<Record<string, readonly RawValue[]>>,
): EncodedContext {
  return {
    encoders: context,
    bags: context.map((encoder) =>
      Object.hasOwn(dictionaries, encoder.column)
        ? encodeValues(encoder, dictionaries[encoder.column], dictionaries[encoder.column].length)
        : undefined,
    ),
  };
}

/**
 * One bag a feature of the context for the events at `indices`, `[records]`; row 0 throughout where `columns` lack the
 * feature's column.
 *
 * @param hide `[records * features]`, 1 where that feature of that record goes through row 0
 * @throws FeaturesError where a column has codes but no dictionary
 */
export function selectContext(
  encoded: EncodedContext,
  columns: Readonly<Record<string, ContextColumn>>,
  indices: Int32Array,
  hide?: Uint8Array,
): Bag[] {
  const count = encoded.encoders.length;
  return encoded.encoders.map((encoder, c) => {
    const column = Object.hasOwn(columns, encoder.column) ? columns[encoder.column] : undefined;
    const hidden = hide && { mask: hide, count, at: c };
    if (column === undefined) {
      return missingBag(indices.length);
    }
    return column instanceof Float64Array
      ? encodeNumbers(encoder, column, indices, hidden)
      : selectRecords(requireDictionary(encoded, c), codesAt(column, indices), hidden);
  });
}

function encodeNumbers(
  encoder: Encoder,
  column: Float64Array,
  indices: Int32Array,
  hidden: HiddenFeature | undefined,
): Bag {
  const bag = new BagBuilder(indices.length, indices.length * (encoder.rows - 1));
  for (let r = 0; r < indices.length; r++) {
    const hide = hidden !== undefined && hidden.mask[r * hidden.count + hidden.at] === 1;
    encoder.encode(hide ? Number.NaN : column[indices[r]], bag);
    bag.endRecord();
  }
  return bag.build();
}

function codesAt(column: Int32Array, indices: Int32Array): Int32Array {
  const codes = new Int32Array(indices.length);
  for (let r = 0; r < indices.length; r++) {
    codes[r] = column[indices[r]];
  }
  return codes;
}

function requireDictionary({ encoders, bags }: EncodedContext, at: number): Bag {
  const bag = bags[at];
  if (bag === undefined) {
    const { feature, column } = encoders[at];
    throw new FeaturesError(
      `schema.context.${feature}: the codes of "${column}" have no dictionary; give encodeContext the dictionaries of the dataset that the events are from`,
    );
  }
  return bag;
}
