import type { z } from 'zod';
import { FeaturesError } from '../error.ts';

/** Checks a saved state. @throws FeaturesError naming what is wrong with it */
export function parseState<Schema extends z.ZodType>(schema: Schema, state: unknown): z.output<Schema> {
  const result = schema.safeParse(state);
  if (result.success) {
    return result.data;
  }
  const [issue] = result.error.issues;
  throw new FeaturesError(`${issue.path.map(String).join('.') || 'state'}: ${issue.message}`);
}
