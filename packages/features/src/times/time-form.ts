import { z } from 'zod';

/** How the times of one column were written where a log or file left it open: a request writes them alike. */
export const timeFormSchema = z.object({
  /** Of `05/07/2026`. */
  order: z.enum(['day-first', 'month-first']).optional(),
  /** What its numbers count; milliseconds since 1970 without it. */
  numbers: z
    .object({
      usual: z.enum(['date', 'seconds', 'milliseconds', 'microseconds', 'nanoseconds']),
      instants: z.boolean(),
    })
    .optional(),
});
export type TimeForm = z.output<typeof timeFormSchema>;

/** Column to the form of its times, for the columns in which something was open. */
export type TimeForms = Readonly<Record<string, TimeForm>>;
