import { z } from 'zod';
import { aliasNameSchema, reasonSchema } from './alias.ts';
import { bundleSummarySchema } from './overview.ts';
import { idSchema, queryInteger } from './value.ts';

export const bundlesAnswerSchema = z.object({ bundles: z.array(bundleSummarySchema) });

export const promoteRequestSchema = z.strictObject({
  bundleId: idSchema,
  alias: aliasNameSchema.default('champion'),
  deltaSequence: z.int().min(0).default(0).describe('With the deltas up to this one; 0: none.'),
  reason: reasonSchema,
});
export const promoteAnswerSchema = z.object({
  alias: z.string(),
  bundleId: z.string(),
  deltaSequence: z.int(),
});

export const newestRequestSchema = z.strictObject({ limit: queryInteger(1, 1000).default(100) });

export const auditAnswerSchema = z.object({
  entries: z
    .array(
      z.object({
        at: z.string().describe('ISO 8601.'),
        by: z
          .string()
          .describe('The id of a key; `loopback` where none was needed, `command` on the command line.'),
        act: z.string(),
        target: z.string().describe('What was acted on; of people the sum of their id.'),
        requestId: z.string().optional(),
      }),
    )
    .describe('Newest first.'),
});

export type BundlesAnswer = z.infer<typeof bundlesAnswerSchema>;
