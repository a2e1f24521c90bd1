import { z } from 'zod';
import type { RawValue } from '../dataset.ts';
import { type EncoderKind, isList, numberOf, type ValueEncoder } from './encoder.ts';
import { parseState } from './parse-state.ts';

const stateSchema = z.object({ kind: z.literal('vector'), dim: z.int().min(1) });

/**
 * A given embedding `[dim]`, brought to length 1: component c is the weight of row c + 1, so that the table is a learned
 * projection. Takes a list of numbers, or such a list as text: `[0.1, 0.2]` or `0.1 0.2`. A vector of another length, of
 * zeros, or with a component that is no number counts as missing.
 */
export const vector: EncoderKind<'vector'> = {
  fit: ({ dim }) => create(dim),
  open: (state) => create(parseState(stateSchema, state).dim),
};

function create(dim: number): ValueEncoder {
  const components = new Float64Array(dim);
  return {
    rows: dim + 1,
    state: { kind: 'vector', dim },
    encode(value, sink) {
      const length = readComponents(componentsOf(value), components);
      if (length === 0) {
        sink.add(0, 1);
        return;
      }
      for (let c = 0; c < dim; c++) {
        sink.add(c + 1, components[c] / length);
      }
    },
  };
}

function componentsOf(value: RawValue): readonly RawValue[] {
  if (isList(value)) {
    return value;
  }
  return typeof value === 'string'
    ? value
        .replace(/^\s*\[|\]\s*$/g, '')
        .trim()
        .split(/[\s,]+/)
    : [];
}

/** Fills `out` and gives its Euclidean length; 0 where the values are no usable vector. */
function readComponents(values: readonly RawValue[], out: Float64Array): number {
  if (values.length !== out.length) {
    return 0;
  }
  let largest = 0;
  for (let c = 0; c < out.length; c++) {
    const component = numberOf(values[c]);
    if (component === undefined) {
      return 0;
    }
    out[c] = component;
    largest = Math.max(largest, Math.abs(component));
  }
  if (largest === 0) {
    return 0;
  }
  // Divided by the largest first: the squares of very large or very small components would leave the range of a double.
  let squares = 0;
  for (let c = 0; c < out.length; c++) {
    out[c] /= largest;
    squares += out[c] * out[c];
  }
  return Math.sqrt(squares);
}
