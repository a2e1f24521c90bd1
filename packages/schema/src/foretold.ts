import { z } from 'zod';

const share = z.number().min(0).max(1);

/** How well the newest events were foretold by what was served before they were learnt, and what was new about them. */
export const foretoldSchema = z.object({
  /** Users who were asked about, and their positives. */
  users: z.int(),
  positives: z.int(),
  /** How far down lists it looks: 50 places, in a small catalogue a quarter of it. */
  k: z.int(),
  /** recall@k of what was served, in the mean over users, and of what was popular by then. */
  recall: share,
  prior: share,
  /** Standard deviation of recall@k over users. */
  deviation: z.number().min(0),
  /** Shares of the positives of users and of items of which nothing was known by then. */
  newUsers: share,
  newItems: share,
  /** How far features have shifted since the bundle was trained, the furthest first. */
  shifts: z.array(
    z.object({
      /** As `user.country`. */
      feature: z.string(),
      /** Population stability index, less what chance alone would show: .1 is a little, .25 a lot. */
      psi: z.number().min(0),
      /** Share of positives without a value, at training and since. */
      missing: z.object({ before: share, now: share }),
    }),
  ),
});

export type Foretold = z.infer<typeof foretoldSchema>;
