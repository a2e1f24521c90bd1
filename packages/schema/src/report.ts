import { z } from 'zod';

/** Flat metric names (`recall@20`, `ndcg@20`, ...) to values in [0, 1]. */
export const metricsSchema = z.record(z.string(), z.number());
export const baselinesSchema = z.record(z.string(), metricsSchema);

/** One row of the training curve. `validation` is absent where nothing was held out. */
export const epochSchema = z.object({
  epoch: z.int(),
  loss: z.number(),
  seconds: z.number(),
  samplesPerSecond: z.number(),
  validation: metricsSchema.optional(),
});

/** What `metrics.json` of a bundle holds: how it was trained and how it did beside the baselines. */
export const reportSchema = z.object({
  /** Where the figures were measured: the test part, or the validation part of `train`. */
  protocol: z.object({
    split: z.string(),
    part: z.enum(['test', 'validation', 'none']),
    seen: z.enum(['mask', 'keep']),
    users: z.int(),
    items: z.int(),
    trainEvents: z.int(),
    testEvents: z.int(),
    seed: z.int(),
  }),
  metrics: metricsSchema,
  baselines: baselinesSchema,
  /** The same metrics over parts of the users: `known` and `new`. */
  slices: z.record(z.string(), metricsSchema),
  curve: z.array(epochSchema),
  timing: z.record(z.string(), z.number()),
  warnings: z.array(z.string()),
});

export type Metrics = z.infer<typeof metricsSchema>;
export type Baselines = z.infer<typeof baselinesSchema>;
export type EpochRecord = z.infer<typeof epochSchema>;
export type Report = z.infer<typeof reportSchema>;
