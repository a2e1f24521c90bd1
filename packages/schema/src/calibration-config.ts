import { z } from 'zod';
import { durationSchema } from './duration.ts';

/**
 * How much it counts in a score how popular an item is now: `cos + weight * log share`. `auto`: chosen on the validation part
 * after training, off unless that clearly does better. A `halfLife` (`7d`) lets counts fade, which needs times; without one all
 * events count alike. Too large a weight gives everybody the same items; 0.01 to 0.2 are usual.
 */
export const priorSchema = z
  .union([
    z.enum(['auto', 'none']),
    z.strictObject({
      /** In which an event's share of the counts halves; without one all count alike. */
      halfLife: durationSchema.optional(),
      /** Of the logarithm beside the cosine. */
      weight: z.number(),
    }),
  ])
  .default('auto');

/**
 * What is made of the vectors after training, without more of it. `auto`: chosen on the validation part, nothing unless that clearly
 * does better. `aggregation` adds to users so much of their items and to items so much of their users, 0.1 to 0.4 where
 * it helps; `norm` is the power of an item's length that is left of it: 1 keeps what popular items gain, 0 takes it.
 */
export const calibrationSchema = z
  .union([
    z.enum(['auto', 'none']),
    z.strictObject({
      /** How much of a user's items is added to the user, and of an item's users to the item. */
      aggregation: z.number().min(0),
      /** The power of an item's length that is left of it. */
      norm: z.number().min(0).max(1).default(1),
    }),
  ])
  .default('auto');

export type PriorConfig = z.output<typeof priorSchema>;
export type CalibrationConfig = z.output<typeof calibrationSchema>;
