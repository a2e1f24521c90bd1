import { z } from 'zod';
import { durationSchema } from './duration.ts';
import { sourceSchema } from './source.ts';

const share = z.number().min(0).max(1);

export const splitSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('temporal'),
    validation: share.default(0.05),
    test: share.default(0.1),
    /** Instants such as `2026-05-07` or `2026-05-07T00:00:00+08:00` at which the parts begin, instead of their shares. */
    validationFrom: z.string().min(1).optional(),
    testFrom: z.string().min(1).optional(),
  }),
  z.strictObject({
    kind: z.literal('random'),
    validation: share.default(0.05),
    test: share.default(0.1),
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
    windows: z.int().min(1).max(100).default(5),
    test: durationSchema.default('1d'),
    validation: share.default(0.05),
  }),
  /** `data.events` is the training part, these files the others. */
  z.strictObject({
    kind: z.literal('files'),
    /** Its file, or a share of the rows of `data.events`, drawn by `seed`. */
    validation: z.union([share, sourceSchema]).default(0.05),
    test: sourceSchema,
    seed: z.int().default(42),
  }),
]);

export type SplitConfig = z.output<typeof splitSchema>;
