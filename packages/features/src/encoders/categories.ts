import { z } from 'zod';
import type { RawValue } from '../dataset.ts';
import { Vocabulary } from '../vocabulary.ts';
import { type EncoderKind, isList, textOf, type ValueEncoder } from './encoder.ts';
import { frequentValues } from './frequent-values.ts';
import { parseState } from './parse-state.ts';

const stateSchema = z.object({
  kind: z.literal('categories'),
  separator: z.string().min(1),
  values: z.array(z.string()),
});

/** A list, given as such or as text with a separator: its n known values, each of weight 1/n. */
export const categories: EncoderKind<'categories'> = {
  fit: ({ separator, minCount }, values) =>
    create(
      separator,
      frequentValues(
        values.flatMap((value) => split(value, separator)),
        minCount,
      ),
    ),
  open: (state) => {
    const { separator, values } = parseState(stateSchema, state);
    return create(separator, values);
  },
};

function create(separator: string, values: readonly string[]): ValueEncoder {
  const vocabulary = Vocabulary.from(values);
  return {
    rows: vocabulary.size,
    state: { kind: 'categories', separator, values: vocabulary.values },
    encode(value, sink) {
      const rows = split(value, separator)
        .map((part) => vocabulary.row(part))
        .filter((row) => row > 0);
      if (rows.length === 0) {
        sink.add(0, 1);
      }
      for (const row of rows) {
        sink.add(row, 1 / rows.length);
      }
    },
  };
}

/** The distinct parts of a list, trimmed, empty ones left out. */
function split(value: RawValue, separator: string): string[] {
  const parts = isList(value) ? value.flatMap((part) => textOf(part) ?? []) : textOf(value)?.split(separator);
  return [...new Set((parts ?? []).map((part) => part.trim()).filter((part) => part !== ''))];
}
