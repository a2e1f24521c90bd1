import { z } from 'zod';

const count = z.int().min(0);

/** What made an item's score; `cosine`, `aggregation` and `prior` add up to it. */
export const itemExplanationSchema = z.object({
  cosine: z.number().describe('With what the user tower said; 0 for source popularity.'),
  aggregation: z.number().describe("What the user's items and the item's users added."),
  prior: z.number().describe('The term of how popular the item is.'),
  rank: z.int().describe('In the answer, from 1.'),
  exactRank: z.int().optional().describe('By exact scores among what filter and exclusions leave, from 1.'),
  nearest: z
    .array(z.object({ itemId: z.string(), cosine: z.number() }))
    .readonly()
    .describe('The items of the history that are most like it.'),
});

/** What an answer knew of who asked. */
export const recallExplanationSchema = z.object({
  history: z.object({
    stored: count.describe('Positives that the bundle knew.'),
    live: count.describe('Positives that came since.'),
    newest: z.number().optional().describe('When the newest was, milliseconds since 1970.'),
    used: count.describe("Items that the answer went by: those, or the request's."),
    latest: z.array(z.string()).readonly().describe('The last ten of these, newest first.'),
  }),
  countedEvents: count.describe('Newer positives of all users that the prior has counted.'),
  index: z.string(),
  watermark: z
    .number()
    .optional()
    .describe('The newest event that the served rows have learnt, milliseconds since 1970.'),
});
