import { z } from 'zod';
import { idSchema, recordSchema } from './value.ts';

export const putItemRequestSchema = z.strictObject({
  itemId: idSchema,
  attributes: recordSchema
    .default({})
    .describe("Values of the catalogue's columns, features among them; they replace what the item had."),
});
export const putItemAnswerSchema = z.object({ itemId: z.string() });

export const itemRequestSchema = z.strictObject({ itemId: idSchema });
export const deleteItemAnswerSchema = z.object({
  itemId: z.string(),
  removed: z.boolean().describe('False where there was none.'),
});
