import { z } from 'zod';

/** A setting that may mend a report that loses, or cannot tell. */
export const hintSchema = z.object({
  /** Of the config, such as `model.user.useId`. */
  key: z.string(),
  /** What to set it to, as JSON, which YAML reads too. */
  change: z.string(),
  /** Why, and what is to be expected of it, in words. */
  expected: z.string(),
  /** What says so: the examination's figures alone, or trials on the validation part. */
  source: z.enum(['examination', 'trials']),
});

export type Hint = z.infer<typeof hintSchema>;
