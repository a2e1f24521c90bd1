import { z } from 'zod';
import { durationSchema } from './duration.ts';
import { sourceSchema } from './source.ts';

const share = z.number().min(0).max(1);

export const splitSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('temporal'),
    /** Share of the positives that says when to stop; the newest before the test part. */
    validation: share.default(0.05),
    /** Share of the positives on which a model is examined; the newest. */
    test: share.default(0.1),
    /** Instants such as `2026-05-07` or `2026-05-07T00:00:00+08:00` at which the parts begin, instead of their shares. */
    validationFrom: z.string().min(1).optional(),
    /** When the test part begins. */
    testFrom: z.string().min(1).optional(),
  }),
  z.strictObject({
    kind: z.literal('random'),
    /** Share of the positives that says when to stop. */
    validation: share.default(0.05),
    /** Share of the positives on which a model is examined. */
    test: share.default(0.1),
    /** Of the draw. */
    seed: z.int().default(42),
  }),
  /** A user's last positive is the test part, the one before it the validation part. */
  z.strictObject({ kind: z.literal('leave-last-out') }),
  /**
   * For logs whose newest part has few users: `windows` stretches of time at the end of the log, each `test` long, are tested
   * one after the other, each by a model that has learnt all that came before it. Figures are means over users and windows
   * together. One training a window, and one before the first, whose last `validation` share decides about the number of epochs.
   */
  z.strictObject({
    kind: z.literal('rolling'),
    /** How many windows are tested. */
    windows: z.int().min(1).max(100).default(5),
    /** How long each is. */
    test: durationSchema.default('1d'),
    /** The newest share of what is before a window, which says when to stop. */
    validation: share.default(0.05),
  }),
  /** `data.events` is the training part, these files the others. */
  z.strictObject({
    kind: z.literal('files'),
    /** Its file, or a share of the rows of `data.events`, drawn by `seed`. */
    validation: z.union([share, sourceSchema]).default(0.05),
    /** The file of the test part. */
    test: sourceSchema,
    /** Of the draw. */
    seed: z.int().default(42),
  }),
]);

export type SplitConfig = z.output<typeof splitSchema>;
