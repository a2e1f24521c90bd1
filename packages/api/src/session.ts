import { scopes } from '@twotower/schema';
import { z } from 'zod';

export const signInRequestSchema = z.strictObject({
  key: z.string().min(1).max(512).describe('An API key; it is not kept in the browser.'),
});

/** What who asks may do. */
export const sessionAnswerSchema = z.object({
  keyId: z.string().optional().describe('Absent where no key was needed.'),
  scopes: z.array(z.enum(scopes)),
  signedIn: z.boolean().describe('Whether it is a session that can be signed out.'),
});

export const signOutAnswerSchema = z.object({ signedOut: z.boolean() });
