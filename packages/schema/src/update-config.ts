import { z } from 'zod';
import { durationSchema } from './duration.ts';

const share = z.number().min(0).max(1);

/** How a bundle learns on from the event log. */
export const updateSchema = z
  .strictObject({
    /** How often incremental updates are made, where a daemon makes them. */
    every: durationSchema.default('10m'),
    /**
     * A row is published once it has moved by so much of its length since it last was. Too large: what was learnt is served late;
     * 0: every row that moved at all goes out.
     */
    epsilon: z.number().min(0).default(0.001),
    /** An ID gets a row of its own at its so manieth positive; until then it is known by its features. */
    admitAfter: z.int().min(1).default(2),
    /** An ID that was not seen for so many days gives its row back in a full update; one that waits for a row is forgotten. */
    evictAfterDays: z.number().positive().default(60),
    /**
     * What is left of Adagrad's accumulators at the beginning of a full update whose window is as large as all that was learnt before;
     * of a smaller one more is left. 1: later nights hardly learn; near 0: each night forgets the ones before.
     */
    accumulatorDecay: share.default(0.5),
    /** Older positives that a full update learns again, as a share of the new ones. 0 forgets what is rare. */
    rehearse: z.number().min(0).max(10).default(0.2),
    /** How far incremental updates may take a row from where the last full one left it, as a share of its length. */
    driftCap: z.number().positive().default(0.5),
  })
  .prefault({});

/** When a full update's bundle takes the champion's place. */
export const gateSchema = z
  .strictObject({
    /** Share of the window, its newest part, on which both are compared before it is learnt. */
    holdout: z.number().gt(0).lt(1).default(0.05),
    /** A recall@50 lower by more than this share, and surely lower, is refused. */
    margin: share.default(0.01),
    /** The share of the true best items that the index must find. */
    indexRecall: share.default(0.95),
  })
  .prefault({});
