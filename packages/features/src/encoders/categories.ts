import { z } from 'zod';
import type { RawValue } from '../dataset.ts';
import { DistinctRows } from '../distinct-rows.ts';
import { Vocabulary } from '../vocabulary.ts';
import type { EncoderKind, ValueEncoder } from './encoder.ts';
import { frequentValues } from './frequent-values.ts';
import { listParts } from './list-parts.ts';
import { parseState } from './parse-state.ts';

const stateSchema = z.object({
  kind: z.literal('categories'),
  separator: z.string().min(1),
  values: z.array(z.string()),
});

/** A list, given as such or as text (see {@link listParts}): its n distinct known values, each of weight 1/n. */
export const categories: EncoderKind<'categories'> = {
  fit: ({ separator, minCount }, values) =>
    create(separator, frequentValues(distinctParts(values, separator), minCount)),
  open: (state) => {
    const { separator, values } = parseState(stateSchema, state);
    return create(separator, values);
  },
};

function create(separator: string, values: readonly string[]): ValueEncoder {
  const vocabulary = Vocabulary.from(values);
  const known = new DistinctRows(vocabulary.size);
  return {
    rows: vocabulary.size,
    state: { kind: 'categories', separator, values: vocabulary.values },
    encode(value, sink) {
      for (const part of listParts(value, separator)) {
        const row = vocabulary.row(part);
        if (row > 0) {
          known.add(row);
        }
      }
      known.flush(sink, -1);
    },
  };
}

/** The distinct parts of one value after the other, so that a value that names a part twice counts it once. */
function* distinctParts(values: Iterable<RawValue>, separator: string): Generator<string> {
  for (const value of values) {
    yield* new Set(listParts(value, separator));
  }
}
