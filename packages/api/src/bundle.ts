import { reportSchema } from '@twotower/schema';
import { z } from 'zod';
import { bundleSummarySchema } from './overview.ts';
import { idSchema } from './value.ts';

export const bundleRequestSchema = z.strictObject({ bundleId: idSchema });

const deltaSchema = z.object({
  sequence: z.int(),
  createdAt: z.string().optional().describe('ISO 8601.'),
  watermark: z.number().optional().describe('The newest event that was learnt, milliseconds since 1970.'),
  rows: z.record(z.string(), z.int()).optional().describe('How many rows of each kind it holds.'),
  bytes: z.int().optional(),
  broken: z.string().optional(),
});

/** Where a bundle comes from, what came on it since, and what was measured. */
export const bundleAnswerSchema = bundleSummarySchema.extend({
  parent: z.string().optional().describe('The bundle whose weights it started from.'),
  dim: z.int().optional(),
  items: z.int().optional(),
  users: z.int().optional(),
  seed: z.number().optional(),
  bytes: z.int().optional(),
  newestEvent: z.number().optional().describe('The newest event it has learnt, milliseconds since 1970.'),
  deltas: z.array(deltaSchema).describe('The latest ones, newest first.'),
  deltaCount: z.int(),
  report: reportSchema.optional(),
  config: z.unknown().optional().describe('The parsed config file; JSON. Absent for a broken bundle.'),
});
