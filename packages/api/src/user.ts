import { z } from 'zod';
import { attributesSchema, idSchema, queryInteger, recordSchema } from './value.ts';

export const userRequestSchema = z.strictObject({ userId: idSchema });

export const userProfileSchema = z.object({
  userId: z.string(),
  /** False for an id training has not seen; features and history are empty then. */
  known: z.boolean(),
  features: attributesSchema,
  /** Newest first. */
  history: z.array(z.object({ itemId: z.string(), attributes: attributesSchema.optional() })),
});

export const usersRequestSchema = z.strictObject({
  query: z.string().max(1024).default('').describe('Beginning of the user id.'),
  limit: queryInteger(1, 1000).default(20),
});

/** Known users, most active first. */
export const usersAnswerSchema = z.object({
  users: z.array(z.object({ userId: z.string(), events: z.int() })),
});

export const putUserRequestSchema = z.strictObject({
  userId: idSchema,
  features: recordSchema.describe('Values of user columns; they replace what the profile had.'),
});
export const putUserAnswerSchema = z.object({ userId: z.string() });
export const deleteUserAnswerSchema = z.object({
  userId: z.string(),
  events: z.int().describe('How many were erased from the event log.'),
});

export type UserRequest = z.output<typeof userRequestSchema>;
export type UserProfile = z.infer<typeof userProfileSchema>;
export type UsersRequest = z.output<typeof usersRequestSchema>;
export type UsersAnswer = z.infer<typeof usersAnswerSchema>;
