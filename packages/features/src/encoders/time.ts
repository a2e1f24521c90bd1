import { z } from 'zod';
import { instantOf } from '../times/instant-of.ts';
import { type TimeForm, timeFormSchema } from '../times/time-form.ts';
import type { EncoderKind, ValueEncoder } from './encoder.ts';
import { parseState } from './parse-state.ts';

const stateSchema = z.object({ kind: z.literal('time'), form: timeFormSchema.optional() });
const DAY = 86_400_000;

/**
 * Where an instant lies in its day and its week (UTC), as points on two circles: sine and cosine of each, four rows with
 * those weights beside a bias row. Takes milliseconds since 1970 or a date, in the form of the column it was fitted on, which
 * is UTC where it names no zone, so that machines in different zones encode alike.
 */
export const time: EncoderKind<'time'> = {
  fit: (_config, _values, form) => create(form),
  open: (state) => create(parseState(stateSchema, state).form),
};

function create(form: TimeForm | undefined): ValueEncoder {
  return {
    rows: 6,
    state: { kind: 'time', ...(form && { form }) },
    ...(form && { form }),
    encode(value, sink) {
      const instant = instantOf(value, form);
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
