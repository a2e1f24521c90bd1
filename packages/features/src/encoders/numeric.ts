import { z } from 'zod';
import type { RawValue } from '../dataset.ts';
import { numberOf } from '../number-of.ts';
import type { EncoderKind, ValueEncoder } from './encoder.ts';
import { parseState } from './parse-state.ts';
import { percentiles, rankAmong } from './percentiles.ts';

const stateSchema = z.discriminatedUnion('transform', [
  z.object({
    kind: z.literal('numeric'),
    transform: z.enum(['standard', 'log']),
    mean: z.number(),
    deviation: z.number().positive(),
  }),
  z.object({ kind: z.literal('numeric'), transform: z.literal('quantile'), quantiles: z.array(z.number()) }),
]);
type State = z.output<typeof stateSchema>;

const FURTHEST = 5;
/** Numbers further out are brought here, so that no sum or difference below overflows. */
const LARGEST = 1e300;

/**
 * A number z on a line in the embedding space: a slope row of weight z beside a bias row of weight 1.
 *
 * `standard`: z = (x - mean) / deviation. `log`: the same of sign(x) log(1 + |x|). Both are cut off 5 deviations out.
 * `quantile`: x's rank among the training values, mapped to [-1, 1], linear between the fitted percentiles.
 */
export const numeric: EncoderKind<'numeric'> = {
  fit({ transform }, values) {
    const numbers = usableNumbers(values);
    return transform === 'quantile'
      ? create({ kind: 'numeric', transform, quantiles: percentiles(numbers) })
      : create({
          kind: 'numeric',
          transform,
          ...moments(transform === 'log' ? numbers.map(signedLog) : numbers),
        });
  },
  open: (state) => create(parseState(stateSchema, state)),
};

function create(state: State): ValueEncoder {
  const scale =
    state.transform === 'quantile' ? (x: number) => rankAmong(state.quantiles, x) : byDeviation(state);
  return {
    rows: 3,
    state,
    encode(value, sink) {
      const number = usableNumber(value);
      if (number === undefined) {
        sink.add(0, 1);
      } else {
        sink.add(1, scale(number) + 0); // + 0 turns -0, which JSON does not keep, into 0
        sink.add(2, 1);
      }
    },
  };
}

/** Mean and standard deviation; 0 and 1 without numbers, deviation 1 where all are equal. */
function moments(numbers: Float64Array): { mean: number; deviation: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const x of numbers) {
    low = Math.min(low, x);
    high = Math.max(high, x);
  }
  const range = high - low;
  if (!(range > 0)) {
    return { mean: numbers.length === 0 ? 0 : low, deviation: 1 };
  }
  let mean = 0;
  for (const x of numbers) {
    mean += (x - low) / range / numbers.length;
  }
  let variance = 0;
  for (const x of numbers) {
    variance += ((x - low) / range - mean) ** 2 / numbers.length;
  }
  return { mean: low + range * mean, deviation: range * Math.sqrt(variance) || 1 };
}

function byDeviation({
  transform,
  mean,
  deviation,
}: Extract<State, { mean: number }>): (x: number) => number {
  return (x) => {
    const z = ((transform === 'log' ? signedLog(x) : x) - mean) / deviation;
    return Math.max(-FURTHEST, Math.min(FURTHEST, z));
  };
}

function usableNumbers(values: Iterable<RawValue>): Float64Array {
  let numbers = new Float64Array(1024);
  let length = 0;
  for (const value of values) {
    const number = usableNumber(value);
    if (number === undefined) {
      continue;
    }
    if (length === numbers.length) {
      const longer = new Float64Array(length * 2);
      longer.set(numbers);
      numbers = longer;
    }
    numbers[length++] = number;
  }
  return numbers.subarray(0, length);
}

function usableNumber(value: RawValue): number | undefined {
  const number = numberOf(value);
  return number === undefined ? undefined : Math.max(-LARGEST, Math.min(LARGEST, number));
}

function signedLog(x: number): number {
  return Math.sign(x) * Math.log1p(Math.abs(x));
}
