import { z } from 'zod';
import { recallSourceSchema } from './recall.ts';
import { attributesSchema, idSchema, queryInteger } from './value.ts';

export const itemsRequestSchema = z.strictObject({
  query: z
    .string()
    .max(1024)
    .default('')
    .describe('Part of an id or of a text column; nothing: the most popular.'),
  limit: queryInteger(1, 200).default(20),
});

const itemCardSchema = z.object({
  itemId: z.string(),
  attributes: attributesSchema.optional(),
  positives: z.int().describe('Training positives.'),
});

export const itemsAnswerSchema = z.object({
  items: z.array(itemCardSchema),
  more: z.boolean().describe('Whether there are further ones.'),
});

/** One item of the catalogue that is served, and how it came to stand where it does. */
export const itemAnswerSchema = itemCardSchema.extend({
  bundleId: z.string(),
  served: z.boolean().describe('False for one that was taken out.'),
  told: z
    .boolean()
    .describe('Whether events or a feature tell anything of it; without, it ranks behind all others.'),
  popularityRank: z.int().describe('By training positives, from 1; ties share the best rank.'),
  prior: z.number().optional().describe('What its popularity adds to a score, where scores have that term.'),
  live: z.record(z.string(), z.int()).describe('Events that came in since the bundle, by type.'),
});

export const standingRequestSchema = z.strictObject({
  itemId: idSchema,
  userId: idSchema,
  k: queryInteger(1, 1000).default(20),
});

/** Why a user is, or is not, recommended an item. */
export const standingAnswerSchema = z.object({
  itemId: z.string(),
  userId: z.string(),
  bundleId: z.string(),
  source: recallSourceSchema,
  recalled: z.boolean(),
  reason: z
    .enum(['recalled', 'not-served', 'unavailable', 'seen', 'nothing-known', 'ranked-lower'])
    .describe('The first that holds.'),
  rank: z.int().optional().describe('By exact scores among what is left; absent past the first thousand.'),
  score: z.number().optional(),
  lastScore: z.number().optional().describe('Of the last item that is recommended.'),
});

export const itemMapRequestSchema = z.strictObject({
  limit: queryInteger(1, 100_000).default(20_000),
  column: z.string().min(1).max(256).optional().describe('Whose values are told too.'),
});

/** Items in two dimensions: each stands at the same place in every list. */
export const itemMapAnswerSchema = z.object({
  bundleId: z.string(),
  itemIds: z.array(z.string()),
  x: z.array(z.number()),
  y: z.array(z.number()),
  positives: z.array(z.int()).describe('Training positives.'),
  moved: z.array(z.boolean()).describe('Whether it was moved since the bundle was made.'),
  values: z
    .array(z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .optional()
    .describe('Of the column that was asked for; of a list its first entry.'),
  columns: z.array(z.string()).describe('That may be asked for.'),
  total: z.int().describe('Items that are served; of more than `limit` every n-th is shown.'),
  explained: z.number().describe('The share of the differences between vectors that the map shows.'),
});
