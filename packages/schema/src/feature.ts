import { z } from 'zod';

/** The column a feature is read from; by default the feature's own name. */
const column = z.string().min(1).optional();

const columnKinds = [
  z.strictObject({
    kind: z.literal('categorical'),
    column,
    /** Values that occur less often count as unknown. */
    minCount: z.int().min(1).default(1),
  }),
  z.strictObject({
    kind: z.literal('categories'),
    column,
    /** Between the values of a text. */
    separator: z.string().min(1).default('|'),
    /** Values that occur less often count as unknown. */
    minCount: z.int().min(1).default(1),
  }),
  z.strictObject({
    kind: z.literal('numeric'),
    column,
    /** What is made of numbers: `log` for those with a long tail, `quantile` for their rank among all. */
    transform: z.enum(['standard', 'log', 'quantile']).default('standard'),
  }),
  z.strictObject({
    kind: z.literal('text'),
    column,
    /** Rows that pieces of words are hashed to. */
    buckets: z.int().min(2).default(16384),
  }),
  z.strictObject({
    kind: z.literal('time'),
    column,
    /**
     * `date`: how new, by steps that are fine where the log ends and coarse in the past, and the season. `clock`: hour and
     * weekday. Default: `date` of users and items, `clock` of the request.
     */
    of: z.enum(['date', 'clock']).optional(),
  }),
  z.strictObject({
    kind: z.literal('vector'),
    column,
    /** How many numbers each vector has. */
    dim: z.int().min(1),
  }),
] as const;

/** How one column of a user, an item or a request becomes rows and weights of an embedding table. */
export const columnFeatureSchema = z.discriminatedUnion('kind', columnKinds);

/**
 * A feature of a user or an item. `history` is the only kind that reads behaviour instead of a column: the user's last
 * `length` positives before the event, through the item's ID table. A user may have several.
 */
export const featureSchema = z.discriminatedUnion('kind', [
  ...columnKinds,
  z.strictObject({
    kind: z.literal('history'),
    /** At most so many items. */
    length: z.int().min(1).max(1000).default(50),
    /**
     * `earlier`: the items before the event. `others`: all items of the user but the event's own, of which a training step draws
     * `length`; for logs without an order. `auto`: `earlier` where the log has times or its split an order, else `others`.
     */
    of: z.enum(['auto', 'earlier', 'others']).default('auto'),
  }),
]);

export type ColumnFeatureConfig = z.infer<typeof columnFeatureSchema>;
export type FeatureConfig = z.infer<typeof featureSchema>;
export type FeatureKind = FeatureConfig['kind'];
