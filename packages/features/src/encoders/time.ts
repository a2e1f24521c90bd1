import { z } from 'zod';
import type { RawValue } from '../dataset.ts';
import { type EncoderKind, numberOf, type ValueEncoder } from './encoder.ts';
import { parseState } from './parse-state.ts';

const stateSchema = z.object({ kind: z.literal('time') });
const DAY = 86_400_000;

/**
 * Where an instant lies in its day and its week (UTC), as points on two circles: sine and cosine of each, four rows with
 * those weights beside a bias row. Takes milliseconds since 1970 or an ISO date.
 */
export const time: EncoderKind<'time'> = {
  fit: () => create(),
  open: (state) => {
    parseState(stateSchema, state);
    return create();
  },
};

function create(): ValueEncoder {
  return {
    rows: 6,
    state: { kind: 'time' },
    encode(value, sink) {
      const instant = instantOf(value);
      if (instant === undefined) {
        sink.add(0, 1);
        return;
      }
      const day = (2 * Math.PI * (instant % DAY)) / DAY;
      const week = (2 * Math.PI * (instant % (7 * DAY))) / (7 * DAY);
      [Math.sin(day), Math.cos(day), Math.sin(week), Math.cos(week), 1].forEach((weight, i) => {
        sink.add(i + 1, weight);
      });
    },
  };
}

function instantOf(value: RawValue): number | undefined {
  const number = numberOf(value);
  if (number !== undefined || typeof value !== 'string') {
    return number;
  }
  const parsed = Date.parse(value);
  return Number.isNaN(parsed) ? undefined : parsed;
}
