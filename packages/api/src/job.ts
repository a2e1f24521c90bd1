import { gateDecisionSchema, jobKinds, jobResultSchema, jobStates } from '@twotower/schema';
import { z } from 'zod';
import { idSchema, queryInteger } from './value.ts';

const kindSchema = z
  .enum(jobKinds)
  .describe(
    '`update`: incremental; `full`: a new bundle that has to pass the gate; `prune`: what is old goes.',
  );

export const jobSchema = z.object({
  id: z.string(),
  kind: kindSchema,
  state: z.enum(jobStates).describe('`waiting` after a failure too, where it is tried again at `dueAt`.'),
  askedBy: z
    .string()
    .describe('`schedule`, `command`, the id of a key, or `loopback` where none was needed.'),
  createdAt: z.string().describe('ISO 8601, as all times.'),
  dueAt: z.string().describe('It does not begin before.'),
  startedAt: z.string().optional().describe('When it was last begun.'),
  heartbeatAt: z.string().optional().describe('The last sign of life of who works on it.'),
  finishedAt: z.string().optional(),
  attempts: z.int().describe('How often it was begun.'),
  mostAttempts: z.int(),
  progress: z.string().optional().describe('What it was last doing, for people.'),
  cancelAsked: z.boolean().describe('Whether it is to stop: it does so within seconds.'),
  result: jobResultSchema.optional(),
  gate: gateDecisionSchema.optional().describe('Of a full update: why its bundle was taken or refused.'),
  error: z.string().optional().describe('Why it last failed.'),
});

export const jobsRequestSchema = z.strictObject({
  kind: z.enum(jobKinds).optional(),
  state: z.enum(jobStates).optional(),
  limit: queryInteger(1, 1000).default(100),
});
export const jobsAnswerSchema = z.object({ jobs: z.array(jobSchema).describe('Newest first.') });

export const createJobRequestSchema = z.strictObject({ kind: kindSchema });
export const jobRequestSchema = z.strictObject({ id: idSchema });
export const jobAnswerSchema = z.object({ job: jobSchema });

export type JobSummary = z.infer<typeof jobSchema>;
export type JobsAnswer = z.infer<typeof jobsAnswerSchema>;
