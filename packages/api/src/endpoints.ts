import type { z } from 'zod';
import { bundlesAnswerSchema, overviewSchema } from './overview.ts';
import {
  recallAnswerSchema,
  recallBatchAnswerSchema,
  recallBatchRequestSchema,
  recallRequestSchema,
} from './recall.ts';
import type { RecallService } from './service.ts';
import { similarAnswerSchema, similarRequestSchema } from './similar.ts';
import { userProfileSchema, userRequestSchema, usersAnswerSchema, usersRequestSchema } from './user.ts';

/** One REST route: a POST takes its input from the body, a GET from the path and the query together. */
export interface Endpoint {
  readonly method: 'GET' | 'POST';
  /** Parameters in braces, named as the input's fields. */
  readonly path: string;
  readonly summary: string;
  readonly input?: z.ZodObject;
  readonly output: z.ZodType;
}

/** Every procedure of the service as REST; servers and the OpenAPI document are made from this table. */
export const endpoints = {
  recall: {
    method: 'POST',
    path: '/v1/recall',
    summary: 'The items nearest to a user.',
    input: recallRequestSchema,
    output: recallAnswerSchema,
  },
  recallBatch: {
    method: 'POST',
    path: '/v1/recall:batch',
    summary: 'Several recalls in one call.',
    input: recallBatchRequestSchema,
    output: recallBatchAnswerSchema,
  },
  similar: {
    method: 'GET',
    path: '/v1/items/{itemId}/similar',
    summary: 'The items nearest to an item.',
    input: similarRequestSchema,
    output: similarAnswerSchema,
  },
  users: {
    method: 'GET',
    path: '/v1/users',
    summary: 'Known users, most active first.',
    input: usersRequestSchema,
    output: usersAnswerSchema,
  },
  user: {
    method: 'GET',
    path: '/v1/users/{userId}',
    summary: 'What is stored of a user.',
    input: userRequestSchema,
    output: userProfileSchema,
  },
  overview: {
    method: 'GET',
    path: '/v1/overview',
    summary: 'What is served, how it was trained and how good it is.',
    output: overviewSchema,
  },
  bundles: {
    method: 'GET',
    path: '/v1/bundles',
    summary: 'Every bundle in the store.',
    output: bundlesAnswerSchema,
  },
} as const satisfies Record<keyof RecallService, Endpoint>;

export type EndpointName = keyof typeof endpoints;
