import { z } from 'zod';
import { partOfComparisonSchema, recallRequestSchema, recallSourceSchema } from './recall.ts';
import { attributesSchema, idSchema, queryInteger } from './value.ts';

export const answerRequestSchema = z.strictObject({ requestId: idSchema });

const answerHeadSchema = z.object({
  requestId: z.string(),
  at: z.string().describe('ISO 8601.'),
  userId: z.string().optional(),
  alias: z.string(),
  bundleId: z.string(),
  deltaSequence: z.int(),
  source: recallSourceSchema,
  comparison: partOfComparisonSchema.optional(),
});

/** What a recall was answered. */
export const pastAnswerSchema = answerHeadSchema.extend({
  itemIds: z.array(z.string()).describe('The best ones, best first.'),
  items: z
    .array(z.object({ itemId: z.string(), attributes: attributesSchema.optional() }))
    .describe('The same with what is known of them now.'),
  request: recallRequestSchema
    .optional()
    .describe('What was asked; absent where it was too long to be kept.'),
});
export type PastAnswer = z.infer<typeof pastAnswerSchema>;

export const answersRequestSchema = z.strictObject({
  userId: idSchema.optional().describe('Only what this user was answered.'),
  before: z.iso.datetime().optional().describe('Only what was answered before, ISO 8601 in UTC.'),
  limit: queryInteger(1, 200).default(50),
});

export const answersAnswerSchema = z.object({
  answers: z
    .array(answerHeadSchema.extend({ items: z.int().describe('How many came back.') }))
    .describe('Newest first.'),
  remembered: z.int().describe('How many of the latest answers are kept in all.'),
});
