import { reportSchema } from '@twotower/schema';
import { z } from 'zod';

export const bundleSummarySchema = z.object({
  id: z.string(),
  createdAt: z.string().describe('ISO 8601.'),
  kind: z.string(),
  aliases: z.array(z.string()),
  metrics: z.record(z.string(), z.number()),
  broken: z.string().optional().describe('Why the bundle cannot be served.'),
});

export const serviceInfoSchema = z.object({
  name: z.string(),
  bundleId: z.string(),
  deltaSequence: z.int(),
  items: z.int(),
  users: z.int(),
  dim: z.int(),
  indexKind: z.string(),
  indexRecall: z.number().optional().describe('Share of the true best items that the index finds.'),
  watermark: z
    .number()
    .optional()
    .describe('The newest event that the served rows have learnt, milliseconds since 1970.'),
  deltaAge: z.number().optional().describe('How long ago the newest delta was made, in milliseconds.'),
  liveEvents: z
    .int()
    .optional()
    .describe(
      'Events that are younger than the bundle, held for histories and prior; deltas do not lessen them.',
    ),
  createdAt: z.string().describe('When the bundle was made, ISO 8601.'),
  startedAt: z.string().describe('When the server started, ISO 8601.'),
});

export const overviewSchema = z.object({
  service: serviceInfoSchema,
  report: reportSchema,
  bundles: z.array(bundleSummarySchema),
});

export type BundleSummary = z.infer<typeof bundleSummarySchema>;
export type ServiceInfo = z.infer<typeof serviceInfoSchema>;
export type Overview = z.infer<typeof overviewSchema>;
