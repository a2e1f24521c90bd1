import { z } from 'zod';
import { customSchema } from './custom-config.ts';

/** From where the probability of a draw is known that scores are corrected by: counts of the training part, or an estimate on the way. */
const logQ = z.enum(['none', 'count', 'streaming']).default('count');

export const lossSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('softmax'),
    logQ,
    /** `refined` corrects the negatives alone, as the positive is not sampled. */
    logQForm: z.enum(['plain', 'refined']).default('plain'),
  }),
  z.strictObject({
    kind: z.literal('bsl'),
    logQ,
    /** Weight of the negatives' side: 1.06 to 1.32 in the paper. */
    c: z.number().positive().default(1.22),
  }),
  z.strictObject({
    kind: z.literal('ccl'),
    /** Cosine up to which a negative costs nothing. */
    margin: z.number().min(-1).max(1).default(0.4),
    /** Of the negatives' side. */
    weight: z.number().positive().default(150),
  }),
  z.strictObject({
    kind: z.literal('binary'),
    /** What a pair costs. */
    form: z.enum(['cross-entropy', 'squared']).default('cross-entropy'),
    /** How many of the candidates each positive meets; null for all. */
    perPositive: z.int().min(1).nullable().default(2),
  }),
  z.strictObject({
    kind: z.literal('triplet-hinge'),
    /** By how much a positive has to be above a negative, in cosine. */
    margin: z.number().min(0).max(2).default(1),
    /** Only the k hardest candidates of the batch; absent for all. */
    hardest: z.int().min(1).optional(),
  }),
  z.strictObject({
    kind: z.literal('triplet-logistic'),
    /** How sharply a pair is judged; small: all pairs teach alike. */
    sigma: z.number().positive().default(10),
    /** Only the k hardest candidates of the batch; absent for all. */
    hardest: z.int().min(1).optional(),
  }),
  z.strictObject({
    kind: z.literal('custom'),
    /** A `Loss` of `@twotower/core/train`, or the path of a module that exports one. */
    loss: customSchema,
    logQ,
  }),
]);
