import { epochSchema, reportSchema } from '@twotower/schema';
import { z } from 'zod';
import { idSchema, queryInteger } from './value.ts';

export const runsRequestSchema = z.strictObject({
  limit: queryInteger(1, 1000).default(100),
  before: idSchema
    .optional()
    .describe('Only runs that started before this one: the last of the page before.'),
});

export const runSummarySchema = z.object({
  id: z.string(),
  kind: z.string(),
  status: z.enum(['running', 'finished', 'failed', 'interrupted']),
  startedAt: z.string().describe('ISO 8601.'),
  finishedAt: z.string().optional(),
  epochs: z.int().describe('How many are done.'),
  metrics: z.record(z.string(), z.number()).optional(),
  error: z.string().optional().describe('Why it failed.'),
});

export const runsAnswerSchema = z.object({ runs: z.array(runSummarySchema).describe('Newest first.') });

export const runRequestSchema = z.strictObject({ runId: idSchema });

export const runAnswerSchema = runSummarySchema.extend({
  config: z.unknown().describe('The parsed config file; JSON.'),
  curve: z.array(epochSchema),
  report: reportSchema.optional(),
});

export type RunSummary = z.infer<typeof runSummarySchema>;
