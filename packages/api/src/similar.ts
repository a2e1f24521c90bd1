import { z } from 'zod';
import { scoredItemSchema } from './recall.ts';
import { attributesSchema, idSchema, queryInteger } from './value.ts';

export const similarRequestSchema = z.strictObject({
  itemId: idSchema,
  k: queryInteger(1, 1000).default(20),
});

export const similarAnswerSchema = z.object({
  itemId: z.string(),
  attributes: attributesSchema.optional(),
  bundleId: z.string(),
  /** Nearest items by cosine, without the item itself. */
  items: z.array(scoredItemSchema),
});

export type SimilarRequest = z.output<typeof similarRequestSchema>;
export type SimilarAnswer = z.infer<typeof similarAnswerSchema>;
