import { z } from 'zod';
import { timeFormSchema } from '../times/time-form.ts';
import { clock } from './clock.ts';
import { dateStateSchema, fitDate, openDate } from './date.ts';
import type { EncoderKind } from './encoder.ts';
import { parseState } from './parse-state.ts';

/** Without `of`, which bundles from before there were dates lack, it is the clock. */
const stateSchema = z.discriminatedUnion('of', [
  dateStateSchema,
  z.object({ kind: z.literal('time'), of: z.undefined().optional(), form: timeFormSchema.optional() }),
]);

/**
 * An instant as milliseconds since 1970 or a date in the form of the column it was fitted on, which is UTC where it names no
 * zone, so that machines in different zones encode alike. `clock` is its place in day and week, which says much of a request; `date` how long ago it was, which says
 * much of an item or a user, where it may be in seconds or a year too.
 */
export const time: EncoderKind<'time'> = {
  fit: ({ of }, values, setting) =>
    (of ?? (setting.of === 'request' ? 'clock' : 'date')) === 'date'
      ? fitDate(values, setting.newest?.(), setting.form)
      : clock(setting.form),
  open: (state) => {
    const parsed = parseState(stateSchema, state);
    return parsed.of === 'date' ? openDate(parsed) : clock(parsed.form);
  },
};
