import { z } from 'zod';
import { customSchema } from './custom-config.ts';

/** When private negatives begin: before, the model does not know yet what is hard. */
const schedule = {
  /** The first epoch that has them, from 1. */
  fromEpoch: z.int().min(1).default(1),
  /** Epochs over which their number rises to `perPositive`. */
  rampEpochs: z.int().min(0).default(0),
};

export const negativeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('in-batch') }),
  z.strictObject({
    kind: z.literal('uniform'),
    /** Draws a batch. */
    count: z.int().min(1).default(512),
  }),
  /** The whole catalogue, for an exact softmax. */
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({
    kind: z.literal('popularity'),
    /** Draws a batch. */
    count: z.int().min(1).default(512),
    /** 0 draws uniformly, 1 as often as the item occurs. */
    exponent: z.number().min(0).max(2).default(0.75),
  }),
  /** Vectors of past batches, which cost no item tower. */
  z.strictObject({
    kind: z.literal('queue'),
    /** Vectors that are kept. */
    capacity: z.int().min(1).default(8192),
    /** Batches to let pass first: early vectors move too fast to be reused. */
    warmUp: z.int().min(0).default(500),
  }),
  z.strictObject({
    kind: z.literal('hard'),
    /**
     * `log`: what the user's rankers dropped (`schema.hardNegative`) or the user refused (`schema.explicitNegative`);
     * `index`: what the model itself ranks within `ranks`; `impressions`: what was shown and not taken, which is no
     * negative of recall and costs quality.
     */
    source: z.enum(['log', 'index', 'impressions']).default('log'),
    /** Private negatives of a positive. */
    perPositive: z.int().min(1).max(64).default(1),
    /** First and last rank drawn from, of `index`. */
    ranks: z.tuple([z.int().min(1), z.int().min(1)]).default([101, 500]),
    ...schedule,
  }),
  z.strictObject({
    kind: z.literal('custom'),
    /** Makes a `NegativeSource` of `@twotower/sampling`, or the path of a module that exports that. */
    source: customSchema,
  }),
]);
