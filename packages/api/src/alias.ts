import { z } from 'zod';
import { idSchema } from './value.ts';

export const aliasNameSchema = z.string().regex(/^[\w.-]{1,64}$/, 'letters, digits, dots, - and _');

/** Why something is changed by hand, for the record. */
export const reasonSchema = z.string().max(500).optional().describe('Why; kept in the audit log.');

const targetSchema = z.object({
  bundleId: z.string(),
  deltaSequence: z.int(),
  setAt: z.string().describe('ISO 8601.'),
});

export const aliasesAnswerSchema = z.object({
  aliases: z.array(
    targetSchema.extend({
      name: z.string(),
      history: z
        .array(targetSchema.extend({ rolledBackAt: z.string().optional() }))
        .describe('Its latest targets, newest first, the present one among them.'),
    }),
  ),
});

export const rollbackRequestSchema = z.strictObject({
  alias: aliasNameSchema,
  bundleId: idSchema
    .optional()
    .describe('A bundle that it pointed at before; default: the last one that is another.'),
  reason: reasonSchema,
});
export const rollbackAnswerSchema = z.object({
  alias: z.string(),
  bundleId: z.string(),
  deltaSequence: z.int(),
});
