import { z } from 'zod';
import { gateDecisionSchema } from './gate-decision.ts';
import { hintSchema } from './hint.ts';
import { verdictSchema } from './verdict.ts';

/** Flat metric names (`recall@20`, `ndcg@20`, ...) to values in [0, 1]. */
export const metricsSchema = z.record(z.string(), z.number());
export const baselinesSchema = z.record(z.string(), metricsSchema);

/** By baseline and metric: `model - baseline` with the 95 % interval of a paired bootstrap over users. */
export const intervalsSchema = z.record(
  z.string(),
  z.record(z.string(), z.object({ difference: z.number(), low: z.number(), high: z.number() })),
);

/** How training stood at the beginning of an epoch, and how alike items were at its end. */
const diagnosisSchema = z.object({
  temperature: z.number(),
  gradientNorms: z.object({ dense: z.number(), rows: z.number() }),
  /** Least and greatest `cos / tau - logQ`. */
  scores: z.object({ lowest: z.number(), highest: z.number() }),
  /** Pairs of a batch left out as accidental hits. */
  maskedHits: z.number(),
  /** Mean cosine of random pairs of items: near 1 the model has collapsed. */
  collapse: z.number(),
  /** Share of ID rows that no gradient has reached yet. */
  deadIds: z.object({ user: z.number(), item: z.number() }),
});

/** One row of the training curve. `validation` is absent where nothing was held out. */
export const epochSchema = z.object({
  epoch: z.int(),
  loss: z.number(),
  seconds: z.number(),
  samplesPerSecond: z.number(),
  validation: metricsSchema.optional(),
  diagnosis: diagnosisSchema.optional(),
});

/** The settings that were tried on the validation part where the config left them open, the last that was left first. */
export const choiceSchema = z.object({
  /** The figure of the validation part that decided. */
  metric: z.string(),
  chosen: z.string(),
  /** What the chosen one changed, by key. */
  changes: z.array(z.string()),
  /** `value` is the best figure of any epoch, `null` where training failed. */
  tried: z.array(
    z.object({
      name: z.string(),
      value: z.number().nullable(),
      epochs: z.int(),
      failure: z.string().optional(),
    }),
  ),
});

/** A baseline that was not measured, why, and how to get it. */
const leftOutSchema = z.object({ baseline: z.string(), reason: z.string(), mend: z.string() });

/** What `metrics.json` of a bundle holds: how it was trained and how it did beside the baselines. */
export const reportSchema = z.object({
  /** Where the figures were measured: the test part, or the validation part of `train`. */
  protocol: z.object({
    split: z.string(),
    part: z.enum(['test', 'validation', 'none']),
    seen: z.enum(['mask', 'keep']),
    users: z.int(),
    items: z.int(),
    /** Positives that were learnt from; of a rolling split those before the last window. */
    trainEvents: z.int(),
    testEvents: z.int(),
    seed: z.int(),
    /**
     * Of a rolling split: when each window lies, how many positives its model had learnt from, and how it did there. All other
     * figures are of the windows together: means over users and windows, their intervals over users.
     */
    windows: z
      .array(
        z.object({
          from: z.string(),
          to: z.string(),
          trainEvents: z.int(),
          users: z.int(),
          testEvents: z.int(),
          metrics: metricsSchema,
        }),
      )
      .optional(),
  }),
  metrics: metricsSchema,
  baselines: baselinesSchema,
  leftOut: z.array(leftOutSchema).optional(),
  /** Of `recall@k` and `ndcg@k`; bundles of before they were measured have none. */
  intervals: intervalsSchema.optional(),
  /** Absent where nothing was measured or no baseline stands beside. */
  verdict: verdictSchema.optional(),
  /** What to try where the model is not surely better, the likeliest first. */
  hints: z.array(hintSchema).optional(),
  /**
   * The same metrics by group of users (`known`, `new`, and by categorical feature, as `country=DE`) and by group of the
   * test part's items (`head-items`, `torso-items`, `tail-items`, a third of the training positives each; `cold-items`;
   * and by categorical feature, as `item.genre=Drama`).
   */
  slices: z.record(z.string(), metricsSchema),
  /** By slice: how many users its figures are means of. */
  sliceUsers: z.record(z.string(), z.int()).optional(),
  /** By baseline and slice: its `recall@k` and `ndcg@k` there. */
  baselineSlices: z.record(z.string(), z.record(z.string(), metricsSchema)).optional(),
  /** By slice of users, `known` and `new`: the intervals within it. */
  sliceIntervals: z.record(z.string(), intervalsSchema).optional(),
  /** Of a bundle: its index, and what share of the true best 100 it finds, on vectors of users. */
  index: z.object({ kind: z.string(), recall: z.number() }).optional(),
  /** Of a full update: whether it took the champion's place, and why. */
  gate: gateDecisionSchema.optional(),
  curve: z.array(epochSchema),
  choice: choiceSchema.optional(),
  timing: z.record(z.string(), z.number()),
  warnings: z.array(z.string()),
});

export type Metrics = z.infer<typeof metricsSchema>;
export type Baselines = z.infer<typeof baselinesSchema>;
export type Intervals = z.infer<typeof intervalsSchema>;
export type Choice = z.infer<typeof choiceSchema>;
export type EpochRecord = z.infer<typeof epochSchema>;
export type LeftOut = z.infer<typeof leftOutSchema>;
export type Report = z.infer<typeof reportSchema>;
