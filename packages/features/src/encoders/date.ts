import { z } from 'zod';
import type { RawValue } from '../dataset.ts';
import { instantOf } from '../times/instant-of.ts';
import { type TimeForm, timeFormSchema } from '../times/time-form.ts';
import { dateKnots } from './date-knots.ts';
import { dateUnitOf, toInstant, YEAR } from './date-unit.ts';
import type { ValueEncoder } from './encoder.ts';
import { timeNumberOf } from './time-number.ts';

export const dateStateSchema = z.object({
  kind: z.literal('time'),
  of: z.literal('date'),
  unit: z.enum(['milliseconds', 'seconds', 'years']),
  /** Milliseconds since 1970, ascending. */
  knots: z.array(z.number()),
  form: timeFormSchema.optional(),
});
type State = z.output<typeof dateStateSchema>;

/**
 * How old something is: a row for each knot on the line of time (see {@link dateKnots}), and a date the mean of the two
 * that it lies between, weighted by how near it is; before the first knot and after the last it is that one. So a tower learns
 * what is new where the log ends, and what comes later counts as new. Beside it the place in the year, as sine and cosine.
 * An entity is encoded once and not for each event, hence its date and not its age.
 */
export function fitDate(
  values: Iterable<RawValue>,
  newest: number | undefined,
  form: TimeForm | undefined,
): ValueEncoder {
  const numbers: number[] = [];
  const dates: number[] = [];
  for (const value of values) {
    const number = timeNumberOf(value);
    if (number === undefined) {
      dates.push(...pick(instantOf(value, form)));
    } else {
      numbers.push(number);
    }
  }
  const unit = dateUnitOf(numbers);
  for (const number of numbers) {
    dates.push(...pick(toInstant(number, unit)));
  }
  return openDate({ kind: 'time', of: 'date', unit, knots: dateKnots(dates, newest), ...(form && { form }) });
}

export function openDate(state: State): ValueEncoder {
  const { unit, knots, form } = state;
  const seasonRows = unit === 'years' ? 0 : 2;
  const firstKnot = 1 + seasonRows;
  return {
    rows: firstKnot + knots.length,
    state,
    ...(form && { form }),
    encode(value, sink) {
      const number = timeNumberOf(value);
      const instant = number === undefined ? instantOf(value, form) : toInstant(number, unit);
      if (instant === undefined || knots.length === 0) {
        sink.add(0, 1);
        return;
      }
      if (seasonRows > 0) {
        const season = (2 * Math.PI * (instant % YEAR)) / YEAR;
        sink.add(1, Math.sin(season));
        sink.add(2, Math.cos(season));
      }
      const { knot, share } = placeAmong(knots, instant);
      if (share < 1) {
        sink.add(firstKnot + knot, 1 - share);
      }
      if (share > 0) {
        sink.add(firstKnot + knot + 1, share);
      }
    },
  };
}

/** Between which knots: the one before, and how far towards the next, in [0, 1). */
function placeAmong(knots: readonly number[], instant: number): { knot: number; share: number } {
  const last = knots.length - 1;
  if (instant <= knots[0] || last === 0) {
    return { knot: 0, share: 0 };
  }
  if (instant >= knots[last]) {
    return { knot: last, share: 0 };
  }
  const knot = knots.findLastIndex((at) => at <= instant);
  return { knot, share: (instant - knots[knot]) / (knots[knot + 1] - knots[knot]) };
}

function pick(instant: number | undefined): number[] {
  return instant === undefined ? [] : [instant];
}
