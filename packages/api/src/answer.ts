import { z } from 'zod';
import { recallSourceSchema } from './recall.ts';
import { idSchema } from './value.ts';

export const answerRequestSchema = z.strictObject({ requestId: idSchema });

/** What a recall was answered. */
export const pastAnswerSchema = z.object({
  requestId: z.string(),
  at: z.string().describe('ISO 8601.'),
  userId: z.string().optional(),
  alias: z.string(),
  bundleId: z.string(),
  deltaSequence: z.int(),
  source: recallSourceSchema,
  itemIds: z.array(z.string()).describe('The best ones, best first.'),
});
export type PastAnswer = z.infer<typeof pastAnswerSchema>;
