import { answerRequestSchema, pastAnswerSchema } from './answer.ts';
import { comparisonEndpoints } from './comparison-endpoints.ts';
import { consoleEndpoints } from './console-endpoints.ts';
import { endpoint } from './endpoint.ts';
import { eventsAnswerSchema, eventsRequestSchema } from './event.ts';
import * as examples from './examples.ts';
import {
  deleteItemAnswerSchema,
  itemRequestSchema,
  putItemAnswerSchema,
  putItemRequestSchema,
} from './item.ts';
import {
  createJobRequestSchema,
  jobAnswerSchema,
  jobRequestSchema,
  jobsAnswerSchema,
  jobsRequestSchema,
} from './job.ts';
import {
  createKeyAnswerSchema,
  createKeyRequestSchema,
  keysAnswerSchema,
  revokeKeyAnswerSchema,
  revokeKeyRequestSchema,
} from './key.ts';
import { overviewSchema } from './overview.ts';
import {
  recallAnswerSchema,
  recallBatchAnswerSchema,
  recallBatchRequestSchema,
  recallRequestSchema,
} from './recall.ts';
import {
  auditAnswerSchema,
  bundlesAnswerSchema,
  newestRequestSchema,
  promoteAnswerSchema,
  promoteRequestSchema,
} from './registry.ts';
import { runsAnswerSchema, runsRequestSchema } from './run.ts';
import { similarAnswerSchema, similarRequestSchema } from './similar.ts';
import {
  deleteUserAnswerSchema,
  putUserAnswerSchema,
  putUserRequestSchema,
  userProfileSchema,
  userRequestSchema,
  usersAnswerSchema,
  usersRequestSchema,
} from './user.ts';

/**
 * What the server can be asked. Service type, tRPC router, REST routes, client and OpenAPI document are mapped from this table: a new
 * endpoint is an entry here and a handler in the server.
 */
export const endpoints = {
  recall: endpoint({
    method: 'POST',
    path: '/v1/recall',
    summary: 'The items nearest to a user.',
    kind: 'query',
    scope: 'recall',
    input: recallRequestSchema,
    output: recallAnswerSchema,
    example: {
      input: { userId: '42', k: 2, filter: { field: 'year', op: 'gte', value: 1990 } },
      output: examples.recallAnswer,
    },
  }),
  recallBatch: endpoint({
    method: 'POST',
    path: '/v1/recall:batch',
    summary: 'Several recalls in one call.',
    kind: 'query',
    scope: 'recall',
    input: recallBatchRequestSchema,
    output: recallBatchAnswerSchema,
    example: {
      input: { requests: [{ userId: '42', k: 2 }] },
      output: { answers: [examples.recallAnswer] },
    },
  }),
  events: endpoint({
    method: 'POST',
    path: '/v1/events',
    summary: 'Takes events into the event log, durably before the answer. Bad ones are rejected each.',
    kind: 'mutation',
    scope: 'events',
    input: eventsRequestSchema,
    output: eventsAnswerSchema,
    status: 202,
    repeatable: ({ events }) => events.every((event) => event?.eventId !== undefined),
    example: {
      input: {
        events: [{ eventId: 'e-1', userId: '42', itemId: 'film-7', type: 'click', time: 1_785_000_000_000 }],
      },
      output: { accepted: 1, duplicates: 0, rejected: [] },
    },
  }),
  putItem: endpoint({
    method: 'PUT',
    path: '/v1/items/{itemId}',
    summary: 'Adds an item to the catalogue that is served, or replaces what is known of it.',
    kind: 'mutation',
    scope: 'events',
    input: putItemRequestSchema,
    output: putItemAnswerSchema,
    example: {
      input: { itemId: 'film-7', attributes: { title: 'Seven Hills', year: 2026 } },
      output: { itemId: 'film-7' },
    },
  }),
  deleteItem: endpoint({
    method: 'DELETE',
    path: '/v1/items/{itemId}',
    summary: 'Takes an item out of what is recalled.',
    kind: 'mutation',
    scope: 'events',
    input: itemRequestSchema,
    output: deleteItemAnswerSchema,
    example: { input: { itemId: 'film-7' }, output: { itemId: 'film-7', removed: true } },
  }),
  similar: endpoint({
    method: 'GET',
    path: '/v1/items/{itemId}/similar',
    summary: 'The items nearest to an item.',
    kind: 'query',
    scope: 'recall',
    input: similarRequestSchema,
    output: similarAnswerSchema,
    example: {
      input: { itemId: 'film-7', k: 2 },
      output: {
        itemId: 'film-7',
        bundleId: examples.bundleId,
        attributes: { title: 'Seven Hills', year: 2026 },
        items: examples.recallAnswer.items,
      },
    },
  }),
  users: endpoint({
    method: 'GET',
    path: '/v1/users',
    summary: 'Known users, most active first.',
    kind: 'query',
    scope: 'read',
    input: usersRequestSchema,
    output: usersAnswerSchema,
    example: { input: { query: '4', limit: 2 }, output: { users: [{ userId: '42', events: 120 }] } },
  }),
  user: endpoint({
    method: 'GET',
    path: '/v1/users/{userId}',
    summary: 'What is stored of a user.',
    kind: 'query',
    scope: 'read',
    input: userRequestSchema,
    output: userProfileSchema,
    example: {
      input: { userId: '42' },
      output: {
        userId: '42',
        known: true,
        features: { age: 30 },
        history: [{ itemId: 'film-7', attributes: { title: 'Seven Hills' } }],
      },
    },
  }),
  putUser: endpoint({
    method: 'PUT',
    path: '/v1/users/{userId}',
    summary: "Replaces a user's profile.",
    kind: 'mutation',
    scope: 'events',
    input: putUserRequestSchema,
    output: putUserAnswerSchema,
    example: {
      input: { userId: '42', features: { age: 31 } },
      output: { userId: '42' },
    },
  }),
  deleteUser: endpoint({
    method: 'DELETE',
    path: '/v1/users/{userId}',
    summary: 'Erases a person: from the event log, from what is served and from past answers.',
    kind: 'mutation',
    scope: 'admin',
    input: userRequestSchema,
    output: deleteUserAnswerSchema,
    example: { input: { userId: '42' }, output: { userId: '42', events: 120 } },
  }),
  overview: endpoint({
    method: 'GET',
    path: '/v1/overview',
    summary: 'What is served, how it was trained and how good it is.',
    kind: 'query',
    scope: 'read',
    output: overviewSchema,
    example: { output: examples.overview },
  }),
  bundles: endpoint({
    method: 'GET',
    path: '/v1/bundles',
    summary: 'Every bundle in the store.',
    kind: 'query',
    scope: 'read',
    output: bundlesAnswerSchema,
    example: { output: { bundles: examples.overview.bundles } },
  }),
  promote: endpoint({
    method: 'POST',
    path: '/v1/bundles/{bundleId}:promote',
    summary: 'Points an alias at a bundle whose every file is whole.',
    kind: 'mutation',
    scope: 'admin',
    input: promoteRequestSchema,
    output: promoteAnswerSchema,
    repeatable: () => true,
    example: {
      input: { bundleId: examples.bundleId, alias: 'champion' },
      output: { alias: 'champion', bundleId: examples.bundleId, deltaSequence: 0 },
    },
  }),
  runs: endpoint({
    method: 'GET',
    path: '/v1/runs',
    summary: 'Trainings, updates and experiments.',
    kind: 'query',
    scope: 'read',
    input: runsRequestSchema,
    output: runsAnswerSchema,
    example: { input: { limit: 1 }, output: { runs: [examples.run] } },
  }),
  jobs: endpoint({
    method: 'GET',
    path: '/v1/jobs',
    summary: 'What the daemon does, has done and is to do.',
    kind: 'query',
    scope: 'read',
    input: jobsRequestSchema,
    output: jobsAnswerSchema,
    example: { input: { kind: 'full', limit: 1 }, output: { jobs: [examples.job] } },
  }),
  createJob: endpoint({
    method: 'POST',
    path: '/v1/jobs',
    summary:
      'Asks the daemon for an update or a pruning now. Of one kind only one waits: that is brought forward.',
    kind: 'mutation',
    scope: 'admin',
    input: createJobRequestSchema,
    output: jobAnswerSchema,
    status: 202,
    repeatable: () => true,
    example: { input: { kind: 'update' }, output: { job: examples.waitingJob } },
  }),
  cancelJob: endpoint({
    method: 'POST',
    path: '/v1/jobs/{id}:cancel',
    summary: 'Stops a job: at once where it waits, within seconds where it runs.',
    kind: 'mutation',
    scope: 'admin',
    input: jobRequestSchema,
    output: jobAnswerSchema,
    repeatable: () => true,
    example: {
      input: { id: examples.waitingJob.id },
      output: { job: { ...examples.waitingJob, state: 'cancelled', cancelAsked: true } },
    },
  }),
  audit: endpoint({
    method: 'GET',
    path: '/v1/audit',
    summary: 'Who changed what: keys, aliases, people.',
    kind: 'query',
    scope: 'admin',
    input: newestRequestSchema,
    output: auditAnswerSchema,
    example: {
      input: { limit: 1 },
      output: {
        entries: [
          {
            at: '2026-07-01T12:00:00.000Z',
            by: 'k1b2c3d4',
            act: 'promote',
            target: examples.bundleId,
            requestId: examples.requestId,
          },
        ],
      },
    },
  }),
  keys: endpoint({
    method: 'GET',
    path: '/v1/keys',
    summary: 'API keys, without themselves.',
    kind: 'query',
    scope: 'admin',
    output: keysAnswerSchema,
    example: { output: { keys: [examples.key] } },
  }),
  createKey: endpoint({
    method: 'POST',
    path: '/v1/keys',
    summary: 'A new API key.',
    kind: 'mutation',
    scope: 'admin',
    input: createKeyRequestSchema,
    output: createKeyAnswerSchema,
    status: 201,
    example: {
      input: { scopes: ['recall', 'events'], name: 'web shop' },
      output: { ...examples.key, key: 'tt_2Yd5…' },
    },
  }),
  revokeKey: endpoint({
    method: 'DELETE',
    path: '/v1/keys/{id}',
    summary: 'Makes a key useless.',
    kind: 'mutation',
    scope: 'admin',
    input: revokeKeyRequestSchema,
    output: revokeKeyAnswerSchema,
    example: { input: { id: 'k1b2c3d4' }, output: { id: 'k1b2c3d4' } },
  }),
  answer: endpoint({
    method: 'GET',
    path: '/v1/answers/{requestId}',
    summary: 'What one of the latest recalls was answered.',
    kind: 'query',
    scope: 'read',
    input: answerRequestSchema,
    output: pastAnswerSchema,
    example: {
      input: { requestId: examples.requestId },
      output: {
        requestId: examples.requestId,
        at: '2026-07-01T12:00:00.000Z',
        userId: '42',
        alias: 'champion',
        bundleId: examples.bundleId,
        deltaSequence: 0,
        source: 'model',
        itemIds: ['film-7', 'film-12'],
        items: [
          { itemId: 'film-7', attributes: { title: 'Seven Hills', year: 2026 } },
          { itemId: 'film-12', attributes: { title: 'Twelve Bells', year: 1999 } },
        ],
        request: { userId: '42', k: 2 },
      },
    },
  }),
  ...comparisonEndpoints,
  ...consoleEndpoints,
} as const;

export type EndpointName = keyof typeof endpoints;
