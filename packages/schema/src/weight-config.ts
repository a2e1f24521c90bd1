import { z } from 'zod';

const columnSchema = z.string().min(1);

/**
 * How much an event counts in the loss: a column of numbers from 0 on, as they are or transformed. `log` is ln(1 + w), for counts
 * and amounts, of which a few rows have most of the sum: as they are, training sees little but those rows.
 */
export const weightSchema = z.union([
  columnSchema,
  z.strictObject({
    /** Of the log. */
    column: columnSchema,
    /** What is made of its numbers. */
    transform: z.enum(['none', 'log']).default('none'),
  }),
]);

type WeightConfig = z.output<typeof weightSchema>;
/** What is written as an object, whichever way it was stated. */
export type EventWeight = Exclude<WeightConfig, string>;

/** A column alone is taken as it is. */
export function eventWeight(weight: WeightConfig): EventWeight {
  return typeof weight === 'string' ? { column: weight, transform: 'none' } : weight;
}
