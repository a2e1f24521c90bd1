import { z } from 'zod';
import type { RawValue } from '../dataset.ts';
import { Vocabulary } from '../vocabulary.ts';
import { type EncoderKind, textOf, type ValueEncoder } from './encoder.ts';
import { frequentValues } from './frequent-values.ts';
import { parseState } from './parse-state.ts';

const stateSchema = z.object({ kind: z.literal('categorical'), values: z.array(z.string()) });

/** One value, one row of weight 1. */
export const categorical: EncoderKind<'categorical'> = {
  fit: ({ minCount }, values) => create(frequentValues(texts(values), minCount)),
  open: (state) => create(parseState(stateSchema, state).values),
};

function create(values: readonly string[]): ValueEncoder {
  const vocabulary = Vocabulary.from(values);
  return {
    rows: vocabulary.size,
    state: { kind: 'categorical', values: vocabulary.values },
    encode(value, sink) {
      const text = textOf(value);
      sink.add(text === undefined ? 0 : vocabulary.row(text), 1);
    },
  };
}

function* texts(values: Iterable<RawValue>): Generator<string> {
  for (const value of values) {
    const text = textOf(value);
    if (text !== undefined) {
      yield text;
    }
  }
}
