import { z } from 'zod';
import { type EncoderKind, isList, numberOf, type ValueEncoder } from './encoder.ts';
import { parseState } from './parse-state.ts';

const stateSchema = z.object({ kind: z.literal('vector'), dim: z.int().min(1) });

/**
 * A given embedding `[dim]`, brought to length 1: component c is the weight of row c + 1, so that the table is a learned
 * projection. A vector of another length, or with a component that is no number, counts as missing.
 */
export const vector: EncoderKind<'vector'> = {
  fit: ({ dim }) => create(dim),
  open: (state) => create(parseState(stateSchema, state).dim),
};

function create(dim: number): ValueEncoder {
  return {
    rows: dim + 1,
    state: { kind: 'vector', dim },
    encode(value, sink) {
      const components = isList(value) ? value.flatMap((part) => numberOf(part) ?? []) : [];
      const length = Math.hypot(...components);
      if (components.length !== dim || !(length > 0)) {
        sink.add(0, 1);
        return;
      }
      components.forEach((component, c) => {
        sink.add(c + 1, component / length);
      });
    },
  };
}
