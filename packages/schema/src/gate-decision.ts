import { z } from 'zod';

const interval = z.object({ difference: z.number(), low: z.number(), high: z.number() });

/** Why a full update's bundle took the champion's place or not, with the numbers that said so. */
export const gateDecisionSchema = z.object({
  accepted: z.boolean(),
  /** One line. */
  reason: z.string(),
  /** Whether so much was held out that a loss would have been seen. */
  canTell: z.boolean(),
  /** Places in the event log: what was trained lies between `from` and `cut`, what was held out between `cut` and `to`. */
  window: z.object({ from: z.string(), cut: z.string(), to: z.string() }),
  /** How far down lists it looks: 50 places, in a small catalogue a quarter of it. */
  k: z.int(),
  /** Positives that were learnt, and those that were held out, with the users who were asked. */
  trained: z.int(),
  heldOut: z.int(),
  users: z.int(),
  /** recall@k on what was held out, all as they stood at the cut. */
  recall: z.object({ candidate: z.number(), champion: z.number(), prior: z.number() }).optional(),
  /** Of recall@k, candidate less the other, with the 95 % interval of a paired bootstrap over users. */
  against: z.object({ champion: interval, prior: interval }).optional(),
  /** Share of the catalogue that somebody is shown within k. */
  coverage: z.object({ candidate: z.number(), champion: z.number() }).optional(),
  /** Mean cosine of random pairs of items. */
  collapse: z.object({ candidate: z.number(), champion: z.number() }).optional(),
  /** What share of the true best items the candidate's index finds. */
  indexRecall: z.number(),
});

export type GateDecision = z.infer<typeof gateDecisionSchema>;
