import { z } from 'zod';
import type { RawValue } from '../dataset.ts';
import { FeaturesError } from '../error.ts';
import { numberOf } from '../number-of.ts';
import type { EncoderKind, ValueEncoder } from './encoder.ts';
import { parseState } from './parse-state.ts';
import { vectorComponents } from './vector-components.ts';

const stateSchema = z.object({ kind: z.literal('vector'), dim: z.int().min(1) });

/**
 * A given embedding `[dim]`, brought to length 1: component c is the weight of row c + 1, so that the table is a learned
 * projection. Takes a list of numbers, such a list as text, `[0.1, 0.2]` or `0.1 0.2`, or the base64 of little-endian
 * 32-bit floats. A vector of another length, of zeros, or with a component that is no number counts as missing.
 */
export const vector: EncoderKind<'vector'> = {
  fit({ dim }, values) {
    requireDimension(dim, values);
    return create(dim);
  },
  open: (state) => create(parseState(stateSchema, state).dim),
};

function create(dim: number): ValueEncoder {
  const components = new Float64Array(dim);
  return {
    rows: dim + 1,
    state: { kind: 'vector', dim },
    encode(value, sink) {
      const length = readComponents(vectorComponents(value), components);
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

/** @throws FeaturesError where there are vectors, but none of `dim` numbers */
function requireDimension(dim: number, values: Iterable<RawValue>): void {
  const found = new Set<number>();
  for (const value of values) {
    const components = vectorComponents(value);
    if (components.length === 0 || !components.every((component) => numberOf(component) !== undefined)) {
      continue;
    }
    if (components.length === dim) {
      return;
    }
    found.add(components.length);
  }
  if (found.size > 0) {
    const lengths = [...found].sort((a, b) => a - b);
    const others = lengths.length > 3 ? ` and ${lengths.length - 3} other lengths` : '';
    throw new FeaturesError(
      `dim is ${dim}, but its vectors have ${lengths.slice(0, 3).join(', ')}${others} numbers; set dim: ${lengths[0]} or mend the column`,
    );
  }
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
    out[c] = component + 0; // + 0 turns -0, which JSON does not keep, into 0
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
