import { scopes } from '@twotower/schema';
import { z } from 'zod';
import { idSchema } from './value.ts';

const keySchema = z.object({
  id: z.string(),
  scopes: z.array(z.enum(scopes)),
  name: z.string().optional(),
  createdAt: z.string().describe('ISO 8601.'),
});

export const keysAnswerSchema = z.object({ keys: z.array(keySchema) });

export const createKeyRequestSchema = z.strictObject({
  scopes: z.array(z.enum(scopes)).min(1).max(scopes.length),
  name: z.string().min(1).max(256).optional().describe('For people: who uses it.'),
});
export const createKeyAnswerSchema = keySchema.extend({
  key: z.string().describe('Shown this once; the store keeps its sum.'),
});

export const revokeKeyRequestSchema = z.strictObject({ id: idSchema });
export const revokeKeyAnswerSchema = z.object({ id: z.string() });
