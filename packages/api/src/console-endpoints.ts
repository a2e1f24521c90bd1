import { aliasesAnswerSchema, rollbackAnswerSchema, rollbackRequestSchema } from './alias.ts';
import { answersAnswerSchema, answersRequestSchema } from './answer.ts';
import { bundleAnswerSchema, bundleRequestSchema } from './bundle.ts';
import {
  itemAnswerSchema,
  itemsAnswerSchema,
  itemsRequestSchema,
  standingAnswerSchema,
  standingRequestSchema,
} from './catalogue.ts';
import {
  comparisonAnswerSchema,
  comparisonRequestSchema,
  comparisonsAnswerSchema,
  comparisonsRequestSchema,
  startComparisonRequestSchema,
} from './comparison.ts';
import { dataAnswerSchema, measureIndexAnswerSchema, measureIndexRequestSchema } from './data-shape.ts';
import { endpoint } from './endpoint.ts';
import * as examples from './examples.ts';
import { itemRequestSchema } from './item.ts';
import { runAnswerSchema, runRequestSchema } from './run.ts';
import { sessionAnswerSchema, signInRequestSchema, signOutAnswerSchema } from './session.ts';
import { trafficAnswerSchema } from './traffic.ts';

/** What people ask who look at a server and change what it serves: the part of the table that the web UI is made for. */
export const consoleEndpoints = {
  traffic: endpoint({
    method: 'GET',
    path: '/v1/traffic',
    summary: "This server's last hour: recalls, fallbacks, failures, latency.",
    kind: 'query',
    scope: 'read',
    output: trafficAnswerSchema,
    example: {
      output: {
        since: '2026-07-01T12:05:00.000Z',
        minutes: [{ at: 1_782_907_500_000, recalls: 120, fallbacks: 4, failures: 0 }],
        recalls: 120,
        sources: { model: 116, popularity: 4 },
        failures: {},
        latency: { p50: 0.6, p95: 1.4, p99: 3.1 },
        queue: 0,
      },
    },
  }),
  bundle: endpoint({
    method: 'GET',
    path: '/v1/bundles/{bundleId}',
    summary: 'One bundle: where it comes from, its deltas, what was measured.',
    kind: 'query',
    scope: 'read',
    input: bundleRequestSchema,
    output: bundleAnswerSchema,
    example: {
      input: { bundleId: examples.bundleId },
      output: {
        ...examples.overview.bundles[0],
        dim: 32,
        items: 3000,
        users: 2000,
        seed: 42,
        bytes: 4_200_000,
        newestEvent: 1_782_900_000_000,
        deltas: [
          {
            sequence: 1,
            createdAt: '2026-07-01T12:10:00.000Z',
            watermark: 1_782_907_700_000,
            rows: { users: 40, items: 60 },
            bytes: 52_000,
          },
        ],
        deltaCount: 1,
        report: examples.overview.report,
        config: { name: 'films' },
      },
    },
  }),
  aliases: endpoint({
    method: 'GET',
    path: '/v1/aliases',
    summary: 'What names point at, and pointed at before.',
    kind: 'query',
    scope: 'read',
    output: aliasesAnswerSchema,
    example: {
      output: {
        aliases: [
          {
            name: 'champion',
            bundleId: examples.bundleId,
            deltaSequence: 0,
            setAt: '2026-07-01T12:01:00.000Z',
            history: [{ bundleId: examples.bundleId, deltaSequence: 0, setAt: '2026-07-01T12:01:00.000Z' }],
          },
        ],
      },
    },
  }),
  rollback: endpoint({
    method: 'POST',
    path: '/v1/aliases/{alias}:rollback',
    summary: 'Points an alias back at a bundle that it pointed at before.',
    kind: 'mutation',
    scope: 'admin',
    input: rollbackRequestSchema,
    output: rollbackAnswerSchema,
    example: {
      input: { alias: 'champion', reason: 'half of the answers were empty' },
      output: { alias: 'champion', bundleId: examples.bundleId, deltaSequence: 0 },
    },
  }),
  comparisons: endpoint({
    method: 'GET',
    path: '/v1/comparisons',
    summary: 'Aliases that were set against what is served, and what came of it.',
    kind: 'query',
    scope: 'read',
    input: comparisonsRequestSchema,
    output: comparisonsAnswerSchema,
    example: { input: { limit: 1 }, output: { comparisons: [examples.comparison] } },
  }),
  startComparison: endpoint({
    method: 'POST',
    path: '/v1/comparisons',
    summary:
      'Sets an alias against what is served, on recalls that name a user and no alias. One comparison runs at a time.',
    kind: 'mutation',
    scope: 'admin',
    input: startComparisonRequestSchema,
    output: comparisonAnswerSchema,
    example: {
      input: { kind: 'interleave', treatment: 'candidate', share: 0.2 },
      output: { comparison: examples.comparison },
    },
  }),
  endComparison: endpoint({
    method: 'POST',
    path: '/v1/comparisons/{id}:end',
    summary: 'Ends a comparison: everybody is answered by what is served again, and what it came to is kept.',
    kind: 'mutation',
    scope: 'admin',
    input: comparisonRequestSchema,
    output: comparisonAnswerSchema,
    repeatable: () => true,
    example: {
      input: { id: examples.comparison.id },
      output: { comparison: { ...examples.comparison, endedAt: '2026-07-02T12:00:00.000Z' } },
    },
  }),
  run: endpoint({
    method: 'GET',
    path: '/v1/runs/{runId}',
    summary: 'One run: its config, its curve, what was measured.',
    kind: 'query',
    scope: 'read',
    input: runRequestSchema,
    output: runAnswerSchema,
    example: {
      input: { runId: examples.run.id },
      output: {
        ...examples.run,
        config: { name: 'films' },
        curve: examples.overview.report.curve,
        report: examples.overview.report,
      },
    },
  }),
  items: endpoint({
    method: 'GET',
    path: '/v1/items',
    summary: 'Items by a part of their id or of their texts, the most popular first.',
    kind: 'query',
    scope: 'read',
    input: itemsRequestSchema,
    output: itemsAnswerSchema,
    example: {
      input: { query: 'hills', limit: 2 },
      output: {
        items: [{ itemId: 'film-7', attributes: { title: 'Seven Hills', year: 2026 }, positives: 120 }],
        more: false,
      },
    },
  }),
  item: endpoint({
    method: 'GET',
    path: '/v1/items/{itemId}',
    summary: 'One item, and what is known of it.',
    kind: 'query',
    scope: 'read',
    input: itemRequestSchema,
    output: itemAnswerSchema,
    example: {
      input: { itemId: 'film-7' },
      output: {
        itemId: 'film-7',
        attributes: { title: 'Seven Hills', year: 2026 },
        positives: 120,
        bundleId: examples.bundleId,
        served: true,
        told: true,
        popularityRank: 31,
        prior: -0.21,
        live: { click: 3 },
      },
    },
  }),
  standing: endpoint({
    method: 'GET',
    path: '/v1/items/{itemId}/standing',
    summary: 'Why a user is, or is not, recommended an item.',
    kind: 'query',
    scope: 'read',
    input: standingRequestSchema,
    output: standingAnswerSchema,
    example: {
      input: { itemId: 'film-7', userId: '42', k: 20 },
      output: {
        itemId: 'film-7',
        userId: '42',
        bundleId: examples.bundleId,
        source: 'model',
        recalled: false,
        reason: 'ranked-lower',
        rank: 31,
        score: 0.41,
        lastScore: 0.47,
      },
    },
  }),
  answers: endpoint({
    method: 'GET',
    path: '/v1/answers',
    summary: 'The latest recalls that this server answered.',
    kind: 'query',
    scope: 'read',
    input: answersRequestSchema,
    output: answersAnswerSchema,
    example: {
      input: { userId: '42', limit: 1 },
      output: {
        answers: [
          {
            requestId: examples.requestId,
            at: '2026-07-01T14:05:00.000Z',
            userId: '42',
            alias: 'champion',
            bundleId: examples.bundleId,
            deltaSequence: 0,
            source: 'model',
            items: 20,
          },
        ],
        remembered: 10_000,
      },
    },
  }),
  data: endpoint({
    method: 'GET',
    path: '/v1/data',
    summary: 'How the data that is served looks.',
    kind: 'query',
    scope: 'read',
    output: dataAnswerSchema,
    example: {
      output: {
        bundleId: examples.bundleId,
        users: 2000,
        items: 3000,
        positives: 240_000,
        timeline: { unit: 'day', counts: [{ from: '2026-06-30T00:00:00.000Z', positives: 9000 }] },
        popularity: [{ rank: 1, positives: 900 }],
        topShare: 0.14,
        untouched: 12,
        histories: [{ from: 1, to: 1, users: 10 }],
        columns: [{ name: 'title', filled: 1 }],
        live: {
          events: 3,
          types: [{ day: '2026-07-01T00:00:00.000Z', type: 'click', events: 3 }],
        },
        log: { events: 3, erased: 0 },
      },
    },
  }),
  measureIndex: endpoint({
    method: 'POST',
    path: '/v1/index:measure',
    summary: 'What share of the true best items the index finds, for users spread over all.',
    kind: 'query',
    scope: 'read',
    input: measureIndexRequestSchema,
    output: measureIndexAnswerSchema,
    example: {
      input: { users: 1, k: 100 },
      output: {
        bundleId: examples.bundleId,
        index: 'ivf',
        k: 100,
        users: [{ userId: '42', recall: 0.99, index: 0.2, exact: 1.1 }],
        recall: 0.99,
      },
    },
  }),
  session: endpoint({
    method: 'GET',
    path: '/v1/session',
    summary: 'What who asks may do.',
    kind: 'query',
    output: sessionAnswerSchema,
    example: { output: { keyId: 'k1b2c3d4', scopes: ['read'], signedIn: true } },
  }),
  signIn: endpoint({
    method: 'POST',
    path: '/v1/session',
    summary: 'Begins a session of a browser by a key: a cookie that no script can read.',
    kind: 'mutation',
    open: true,
    input: signInRequestSchema,
    output: sessionAnswerSchema,
    example: {
      input: { key: 'tt_2Yd5…' },
      output: { keyId: 'k1b2c3d4', scopes: ['read'], signedIn: true },
    },
  }),
  signOut: endpoint({
    method: 'DELETE',
    path: '/v1/session',
    summary: 'Ends the session of a browser.',
    kind: 'mutation',
    output: signOutAnswerSchema,
    example: { output: { signedOut: true } },
  }),
} as const;
