import { z } from 'zod';

/** What a daemon does: an incremental update, a full one, or what `prune` does. */
export const jobKinds = ['update', 'full', 'prune'] as const;
export type JobKind = (typeof jobKinds)[number];

/** `waiting` for its time or its turn, after a failure too where it is tried again. The last three are its end. */
export const jobStates = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export type JobState = (typeof jobStates)[number];

/** What a job came to. Why a gate decided as it did stands in the run. */
export const jobResultSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('nothing-new'), bundleId: z.string() }),
  z.object({
    kind: z.literal('delta'),
    bundleId: z.string(),
    deltaSequence: z.int(),
    /** Rows of users and items that were published. */
    rows: z.int(),
    positives: z.int(),
    /** Places in the event log that it learnt between. */
    from: z.string(),
    to: z.string(),
  }),
  z.object({
    kind: z.literal('accepted'),
    bundleId: z.string(),
    deltaSequence: z.int(),
    runId: z.string(),
  }),
  z.object({
    kind: z.literal('rejected'),
    /** The champion, which stays. */
    bundleId: z.string(),
    runId: z.string(),
  }),
  z.object({
    kind: z.literal('pruned'),
    bundles: z.array(z.string()),
    events: z.int(),
    bytes: z.int(),
  }),
]);
export type JobResult = z.infer<typeof jobResultSchema>;
