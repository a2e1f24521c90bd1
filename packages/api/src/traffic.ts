import { z } from 'zod';

const minuteSchema = z.object({
  at: z.number().describe('When the minute began, milliseconds since 1970.'),
  recalls: z.int(),
  fallbacks: z.int().describe('Those that the user tower could not answer.'),
  failures: z.int(),
});

/** The last hour of one server. */
export const trafficAnswerSchema = z.object({
  since: z.string().describe('When this server began to count, ISO 8601.'),
  minutes: z.array(minuteSchema).describe('The last hour, oldest first.'),
  recalls: z.int().describe('Of these minutes, as all that follows.'),
  sources: z.record(z.string(), z.int()).describe('Recalls by where the ranking came from.'),
  failures: z.record(z.string(), z.int()).describe('Requests that failed, by status.'),
  latency: z
    .object({ p50: z.number(), p95: z.number(), p99: z.number() })
    .optional()
    .describe(
      'Of recalls from request to answer, in milliseconds, as the upper bound of a bucket a tenth wide.',
    ),
  queue: z.int().describe('Requests that wait or are under way now.'),
});
