import { z } from 'zod';
import { idSchema, longestList, recordSchema } from './value.ts';

/** Seconds lie below 1973 when they are read as milliseconds, microseconds after 5138. */
const inMilliseconds = 'must be milliseconds since 1970, such as 1795860000000 for November 2026';

export const eventSchema = z.strictObject({
  eventId: idSchema
    .optional()
    .describe('Of events of one user with one id the first is kept, so that sending again is safe.'),
  userId: idSchema,
  itemId: idSchema,
  type: z.string().min(1).max(256).describe('As in the log: click, impression, dislike, ...'),
  time: z
    .number(inMilliseconds)
    .min(1e11, inMilliseconds)
    .max(1e14, inMilliseconds)
    .optional()
    .describe('When it happened, in milliseconds since 1970; now where it is not given.'),
  weight: z.number().min(0).optional().describe('Default 1.'),
  requestId: idSchema.optional().describe('The recall to whose answer it is a reaction.'),
  context: recordSchema.optional().describe("Values of the event's further columns."),
});

/** Looked at one by one by {@link checkEvents}, so that a bad one is no bad request. */
const anyEvent = z.custom<z.input<typeof eventSchema>>().meta(z.toJSONSchema(eventSchema, { io: 'input' }));

export const eventsRequestSchema = z.strictObject({ events: z.array(anyEvent).max(longestList) });

export const eventsAnswerSchema = z.object({
  accepted: z.int().describe('On the disk now.'),
  duplicates: z.int().describe('Known by their eventId before.'),
  rejected: z.array(z.object({ index: z.int(), reason: z.string() })),
});

export type EventInput = z.input<typeof eventSchema>;
export type Event = z.output<typeof eventSchema>;
export type EventsAnswer = z.infer<typeof eventsAnswerSchema>;
