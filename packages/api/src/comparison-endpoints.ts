import {
  comparisonAnswerSchema,
  comparisonRequestSchema,
  comparisonsAnswerSchema,
  comparisonsRequestSchema,
  startComparisonRequestSchema,
} from './comparison.ts';
import { endpoint } from './endpoint.ts';
import * as examples from './examples.ts';

/** The part of the table that sets aliases against what is served. */
export const comparisonEndpoints = {
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
};
