import { z } from 'zod';
import type { RawValue } from '../dataset.ts';
import { DistinctRows } from '../distinct-rows.ts';
import { Vocabulary } from '../vocabulary.ts';
import { type EncoderKind, isList, textOf, type ValueEncoder } from './encoder.ts';
import { frequentValues } from './frequent-values.ts';
import { parseState } from './parse-state.ts';

const stateSchema = z.object({
  kind: z.literal('categories'),
  separator: z.string().min(1),
  values: z.array(z.string()),
});

/** A list, given as such or as text with a separator: its n distinct known values, each of weight 1/n. */
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
  const gather = (part: string): void => {
    const row = vocabulary.row(part);
    if (row > 0) {
      known.add(row);
    }
  };
  return {
    rows: vocabulary.size,
    state: { kind: 'categories', separator, values: vocabulary.values },
    encode(value, sink) {
      eachPart(value, separator, gather);
      known.flush(sink, -1);
    },
  };
}

/** The distinct parts of one value after the other, so that a value that names a part twice counts it once. */
function* distinctParts(values: Iterable<RawValue>, separator: string): Generator<string> {
  const parts = new Set<string>();
  const gather = (part: string): void => {
    parts.add(part);
  };
  for (const value of values) {
    eachPart(value, separator, gather);
    yield* parts;
    parts.clear();
  }
}

/** The parts of a list, trimmed, empty ones left out. */
function eachPart(value: RawValue, separator: string, take: (part: string) => void): void {
  if (isList(value)) {
    for (const element of value) {
      takePart(textOf(element) ?? '', take);
    }
    return;
  }
  const list = textOf(value) ?? '';
  let start = 0;
  for (let end = list.indexOf(separator); end >= 0; end = list.indexOf(separator, start)) {
    takePart(list.slice(start, end), take);
    start = end + separator.length;
  }
  takePart(list.slice(start), take);
}

function takePart(part: string, take: (part: string) => void): void {
  const trimmed = part.trim();
  if (trimmed !== '') {
    take(trimmed);
  }
}
