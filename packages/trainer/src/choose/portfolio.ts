import type { Candidate } from './candidate.ts';

const uniform = (count: number): Candidate['negatives'] => [{ kind: 'in-batch' }, { kind: 'uniform', count }];

/**
 * Whole settings that between them did well on logs of every kind, the safest first. Learnt from data sets by
 * `pnpm bench portfolio`; each earns its place on a set that the others lose.
 */
export const portfolio: readonly Candidate[] = [
  { name: 'defaults' },
  {
    name: 'no user row, soft',
    model: { temperature: 0.25, initialDeviation: 0.03, user: { useId: false } },
    training: { averaging: 0.5 },
  },
  {
    name: 'windows through a layer, no user row',
    model: { temperature: 0.1, history: 'windows', user: { useId: false, hidden: [256] } },
    negatives: uniform(1024),
    training: { averaging: 0.5, denseLearningRate: 0.08 },
  },
  {
    name: 'no user row, all but the item',
    model: { temperature: 0.15, user: { useId: false } },
    history: { of: 'others', length: 20 },
    negatives: uniform(1024),
  },
  {
    name: 'ids and all but the item, BSL',
    model: { temperature: 0.1, initialDeviation: 0.014, idDropout: 0 },
    history: { of: 'others', length: 20 },
    loss: { kind: 'bsl', c: 1.22, logQ: 'count' },
    negatives: uniform(1024),
    training: { learningRate: 0.03, l2: 0.001, averaging: 0.9 },
  },
  {
    name: 'ids alone',
    model: { temperature: 0.2, initialDeviation: 0.03 },
    history: 'none',
    without: ['user', 'item', 'context'],
    negatives: uniform(2048),
    training: { batchSize: 512 },
  },
];
