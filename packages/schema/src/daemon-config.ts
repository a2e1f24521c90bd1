import { z } from 'zod';
import { durationSchema } from './duration.ts';

/** When a daemon makes full updates; how often it makes incremental ones is `update.every`. */
export const daemonSchema = z
  .strictObject({
    /** A cron pattern of five or six fields: of seconds, where there are six, minutes, hours, days, months, weekdays. */
    full: z.string().min(1).default('0 3 * * *'),
    /** Whose clock the pattern goes by, as `Europe/Vienna`. */
    timeZone: z
      .string()
      .refine(isTimeZone, 'expected a time zone such as "Europe/Vienna" or "UTC"')
      .default('UTC'),
    /** How often an incremental update first looks how well what has come was foretold. */
    foretell: durationSchema.default('1h'),
  })
  .prefault({});

/** What a daemon raises an alert for, in its log, its metrics and, where one is named, by a webhook. */
export const alertsSchema = z
  .strictObject({
    /** Gets a POST with `{ alert, raised, message, at }` when an alert is raised and when it is over. */
    webhook: z.url({ protocol: /^https?$/ }).optional(),
    /** Events have been waiting to be learnt for so long. */
    staleDelta: durationSchema.default('1h'),
    /** What has come in the last day was foretold worse than in the week before by more than this share, and surely. */
    recallDrop: z.number().gt(0).lt(1).default(0.1),
    /** A feature has shifted by so much since training, as a population stability index. */
    drift: z.number().positive().default(0.25),
    /** So large a share of the positives are of users, or of items, of which nothing was known. By default none is. */
    newUsers: z.number().gt(0).lte(1).optional(),
    /** The same of items. */
    newItems: z.number().gt(0).lte(1).optional(),
  })
  .prefault({});

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
