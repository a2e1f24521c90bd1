import { comparisonArms } from '@twotower/schema';
import { z } from 'zod';
import { itemExplanationSchema, recallExplanationSchema } from './explain.ts';
import { filterSchema } from './filter.ts';
import { attributesSchema, idSchema, longestList, recordSchema } from './value.ts';

export const recallRequestSchema = z.strictObject({
  userId: idSchema.optional().describe('Whose items; unknown ids are legal.'),
  features: recordSchema.optional().describe("Values of user columns; they win over the stored profile's."),
  history: z
    .array(idSchema)
    .max(longestList)
    .optional()
    .describe('Item ids, oldest first; replaces the stored history.'),
  context: recordSchema
    .optional()
    .describe(
      "Values of the request's own columns, as device or place. Times are milliseconds since 1970 or dates as in the log; the event's time is now where it is not given.",
    ),
  k: z.int().min(1).max(1000).default(20).describe('How many items.'),
  filter: filterSchema
    .optional()
    .describe('Exact condition over item columns; never fewer than k items while k match.'),
  exclude: z.array(idSchema).max(longestList).optional().describe('Item ids that must not come back.'),
  excludeSeen: z.boolean().optional().describe('Leave out every item the user had before; default true.'),
  perCategory: z
    .strictObject({ field: z.string().min(1).max(256), most: z.int().min(1) })
    .optional()
    .describe('At most so many items with the same value of a column.'),
  diversity: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('How much items that are like others give way; k is at most 200 with it.'),
  explain: z.boolean().optional().describe('Say of each item what its score is made of.'),
  alias: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .describe('Whose bundle answers; default: the one that is served.'),
});

export const scoredItemSchema = z.object({
  itemId: z.string(),
  /** Cosine similarity; for source popularity, the item's share of the most popular item's count. */
  score: z.number(),
  attributes: attributesSchema.optional(),
  explanation: itemExplanationSchema.optional().describe('Where the request asked for it.'),
});

export const recallSourceSchema = z.enum(['model', 'features', 'session', 'popularity']);

export const partOfComparisonSchema = z
  .object({ id: z.string(), arm: z.enum(comparisonArms) })
  .describe(
    'The comparison that it is part of. Of arm `both` two aliases made it by turns: its scores do not descend.',
  );

export const recallAnswerSchema = z.object({
  requestId: z.string(),
  bundleId: z.string(),
  deltaSequence: z.int(),
  source: recallSourceSchema,
  items: z.array(scoredItemSchema),
  comparison: partOfComparisonSchema.optional(),
  explanation: recallExplanationSchema.optional().describe('Where the request asked for it.'),
});

export const recallBatchRequestSchema = z.strictObject({
  requests: z.array(recallRequestSchema).min(1).max(100),
});
/** One answer a request, in the requests' order. */
export const recallBatchAnswerSchema = z.object({ answers: z.array(recallAnswerSchema) });

export type RecallRequestInput = z.input<typeof recallRequestSchema>;
export type RecallRequest = z.output<typeof recallRequestSchema>;
export type ScoredItem = z.infer<typeof scoredItemSchema>;
export type RecallSource = z.infer<typeof recallSourceSchema>;
export type RecallAnswer = z.infer<typeof recallAnswerSchema>;
export type RecallBatchRequest = z.output<typeof recallBatchRequestSchema>;
export type RecallBatchAnswer = z.infer<typeof recallBatchAnswerSchema>;
