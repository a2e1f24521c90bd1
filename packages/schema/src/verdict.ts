import { z } from 'zod';

/** How a model stands beside the baseline that is best in the metric that training watches. */
export const verdictSchema = z.object({
  /** `cannot tell` where the 95 % interval of the difference includes 0. */
  outcome: z.enum(['better', 'worse', 'cannot tell']),
  metric: z.string(),
  baseline: z.string(),
  /** Of the model and of the baseline. */
  value: z.number(),
  baselineValue: z.number(),
  /** `value - baselineValue` over the same users, and its 95 % interval. */
  difference: z.number(),
  low: z.number(),
  high: z.number(),
  /** `difference / baselineValue`; absent where the baseline finds nothing. */
  relative: z.number().optional(),
  /** Half the interval's width: what differs by less cannot be told apart on these users. `relative` as above. */
  smallestDetectable: z.object({ difference: z.number(), relative: z.number().optional() }),
});

export type Verdict = z.infer<typeof verdictSchema>;
