import { z } from 'zod';
import type { RawValue } from '../dataset.ts';
import { type EncoderKind, numberOf, type ValueEncoder } from './encoder.ts';
import { parseState } from './parse-state.ts';

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

const QUANTILES = 100;
const FURTHEST = 5;
const LARGEST = 1e100;

/**
 * A number z on a line in the embedding space: a slope row of weight z beside a bias row of weight 1.
 *
 * `standard`: z = (x - mean) / deviation. `log`: the same of sign(x) log(1 + |x|). `quantile`: the share of training
 * values below x, mapped to [-1, 1]. Values further than 5 deviations out are cut off there;
 * numbers past 1e100, whose squares overflow, count as missing.
 */
export const numeric: EncoderKind<'numeric'> = {
  fit({ transform }, values) {
    const numbers = values.flatMap((value) => usable(value) ?? []);
    if (transform === 'quantile') {
      const sorted = numbers.sort((a, b) => a - b);
      const quantiles = Array.from(
        { length: sorted.length === 0 ? 0 : QUANTILES + 1 },
        (_, q) => sorted[Math.round((q / QUANTILES) * (sorted.length - 1))],
      );
      return create({ kind: 'numeric', transform, quantiles });
    }
    const used = transform === 'log' ? numbers.map(signedLog) : numbers;
    const mean = used.reduce((sum, x) => sum + x, 0) / Math.max(1, used.length);
    const variance = used.reduce((sum, x) => sum + (x - mean) ** 2, 0) / Math.max(1, used.length);
    return create({ kind: 'numeric', transform, mean, deviation: Math.sqrt(variance) || 1 });
  },
  open: (state) => create(parseState(stateSchema, state)),
};

function create(state: State): ValueEncoder {
  const scale = state.transform === 'quantile' ? byQuantile(state.quantiles) : byDeviation(state);
  return {
    rows: 3,
    state,
    encode(value, sink) {
      const number = usable(value);
      if (number === undefined) {
        sink.add(0, 1);
      } else {
        sink.add(1, scale(number));
        sink.add(2, 1);
      }
    },
  };
}

function usable(value: RawValue): number | undefined {
  const number = numberOf(value);
  return number !== undefined && Math.abs(number) <= LARGEST ? number : undefined;
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

function byQuantile(quantiles: readonly number[]): (x: number) => number {
  return (x) => {
    let low = 0;
    let high = quantiles.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (quantiles[middle] < x) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return quantiles.length === 0 ? 0 : (2 * low) / quantiles.length - 1;
  };
}

function signedLog(x: number): number {
  return Math.sign(x) * Math.log1p(Math.abs(x));
}
