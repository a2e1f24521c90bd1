import { comparisonArms, comparisonKinds } from '@twotower/schema';
import { z } from 'zod';
import { aliasNameSchema } from './alias.ts';
import { idSchema, queryInteger } from './value.ts';

const kindSchema = z
  .enum(comparisonKinds)
  .describe(
    '`ab`: a share of the users is answered by the treatment, all others by what is served. `interleave`: both make one answer, each taking in turn. `shadow`: the treatment is asked too, and nobody sees it.',
  );

const armSchema = z.object({
  arm: z.enum(comparisonArms),
  users: z.int().describe('Of whom something counts.'),
  requests: z.int(),
  counted: z.int().describe('Requests that count: interleaved those that were reacted to, else all.'),
  rate: z
    .number()
    .optional()
    .describe(
      'What those came to in the mean. `ab`: the share that was reacted to; `interleave`: +1 where only items of the treatment were, -1 where only the others; `shadow`: the share of the answer that both would give.',
    ),
});

export const comparisonSchema = z.object({
  id: z.string(),
  kind: kindSchema,
  treatment: z.string().describe('The alias that is tried; against it stands what is served.'),
  share: z.number(),
  startedAt: z.string().describe('ISO 8601.'),
  startedBy: z.string(),
  endedAt: z.string().optional().describe('Absent while it is running.'),
  arms: z.array(armSchema),
  difference: z
    .object({ estimate: z.number(), low: z.number(), high: z.number() })
    .optional()
    .describe(
      'How much better the treatment is, in the unit of `rate`, and 95 % bounds that hold however often one looks. Absent of a shadow, and below 100 users an arm.',
    ),
  verdict: z
    .enum(['treatment', 'control', 'undecided'])
    .optional()
    .describe('Which is better; to end it as soon as it is decided keeps errors at 5 %.'),
  warning: z.string().optional().describe('Why it is not to be trusted, where that is so.'),
  problem: z
    .string()
    .optional()
    .describe('Why the treatment cannot be asked now; meanwhile requests take no part.'),
});

export const comparisonsRequestSchema = z.strictObject({ limit: queryInteger(1, 200).default(50) });
export const comparisonsAnswerSchema = z.object({
  comparisons: z.array(comparisonSchema).describe('Newest first.'),
});

export const startComparisonRequestSchema = z.strictObject({
  kind: kindSchema,
  treatment: aliasNameSchema,
  share: z
    .number()
    .gt(0)
    .max(1)
    .default(0.5)
    .describe('Of the users: `ab`: who get the treatment, below 1; else who take part.'),
});
export const comparisonRequestSchema = z.strictObject({ id: idSchema });
export const comparisonAnswerSchema = z.object({ comparison: comparisonSchema });

export type ComparisonView = z.infer<typeof comparisonSchema>;
