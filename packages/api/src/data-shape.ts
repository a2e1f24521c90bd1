import { z } from 'zod';

/** How the data that is served looks; nothing of it is read from the event log. */
export const dataAnswerSchema = z.object({
  bundleId: z.string(),
  users: z.int(),
  items: z.int(),
  positives: z.int().describe('That were learnt.'),
  timeline: z
    .object({
      unit: z.enum(['day', 'week', 'month']),
      counts: z.array(z.object({ from: z.string().describe('ISO 8601.'), positives: z.int() })),
    })
    .optional()
    .describe('Training positives over time; absent where the log had no times.'),
  popularity: z
    .array(z.object({ rank: z.int(), positives: z.int() }))
    .describe('Of some ranks, from the most popular item on.'),
  topShare: z.number().describe('Share of all positives on the most popular hundredth of the items.'),
  untouched: z.int().describe('Items without a positive.'),
  histories: z
    .array(z.object({ from: z.int(), to: z.int(), users: z.int() }))
    .describe('Users by how many positives they have.'),
  columns: z.array(
    z.object({
      name: z.string(),
      filled: z.number().describe('Share of the items that have a value.'),
    }),
  ),
  live: z.object({
    events: z.int().describe('That came in and no bundle has learnt.'),
    types: z.array(z.object({ day: z.string().describe('ISO 8601.'), type: z.string(), events: z.int() })),
  }),
  log: z.object({ events: z.int(), erased: z.int() }).describe('What the event log holds.'),
});

export const measureIndexRequestSchema = z.strictObject({
  users: z.int().min(1).max(200).default(50).describe('How many are asked, spread over all.'),
  k: z.int().min(1).max(1000).default(100),
});

export const measureIndexAnswerSchema = z.object({
  bundleId: z.string(),
  index: z.string(),
  k: z.int(),
  users: z.array(
    z.object({
      userId: z.string(),
      recall: z.number().describe('Share of the true best k that the index finds.'),
      index: z.number().describe('Milliseconds of the search.'),
      exact: z.number().describe('Milliseconds of the exact search.'),
    }),
  ),
  recall: z.number().optional().describe('The mean; absent where nobody could be asked.'),
});
