import { z } from 'zod';
import type { RawValue } from '../dataset.ts';
import { writtenNumber } from '../written-number.ts';
import { type EncoderKind, numberOf, type ValueEncoder } from './encoder.ts';
import { parseState } from './parse-state.ts';

const stateSchema = z.object({ kind: z.literal('time') });
const DAY = 86_400_000;
const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|[+-]\d\d:?\d\d)?)?$/;

/**
 * Where an instant lies in its day and its week (UTC), as points on two circles: sine and cosine of each, four rows with
 * those weights beside a bias row. Takes milliseconds since 1970 or an ISO date, which is UTC where it names no zone, so
 * that machines in different zones encode alike.
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
      sink.add(1, Math.sin(day));
      sink.add(2, Math.cos(day));
      sink.add(3, Math.sin(week));
      sink.add(4, Math.cos(week));
      sink.add(5, 1);
    },
  };
}

/** Milliseconds since 1970; undefined where the value is missing or no instant. */
export function instantOf(value: RawValue): number | undefined {
  if (typeof value === 'boolean') {
    return undefined;
  }
  const number = typeof value === 'string' ? writtenNumber(value) : numberOf(value);
  if (number !== undefined) {
    return number + 0; // + 0 turns -0, which a dictionary does not keep, into 0
  }
  if (typeof value !== 'string') {
    return undefined;
  }
  const parts = ISO.exec(value.trim());
  if (!parts) {
    return undefined;
  }
  const [, date, clock = '00:00', zone = 'Z'] = parts;
  const colonZone = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
  const instant = Date.parse(`${date}T${clock}${colonZone}`);
  return Number.isNaN(instant) ? undefined : instant;
}
