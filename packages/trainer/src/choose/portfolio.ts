import type { Candidate } from './candidate.ts';

const uniform = (count: number): Candidate['negatives'] => [{ kind: 'in-batch' }, { kind: 'uniform', count }];

/** A user is what they did; items that few took stay near the middle, and what is examined moves slowly. */
const soft: Pick<Candidate, 'model' | 'training'> = {
  model: { temperature: 0.25, initialDeviation: 0.03, user: { useId: false } },
  training: { averaging: 0.5 },
};

/**
 * Whole settings that between them do well on logs of every kind, the safest first. They are what came out best on one set or
 * another among those of `pnpm bench portfolio`, whose figures stand in bench/README.md.
 */
export const portfolio: readonly Candidate[] = [
  { name: 'the defaults' },
  { name: 'no user row', model: { user: { useId: false } } },
  { name: 'no user row, soft', ...soft },
  ...(['2d', '7d', '365d'] as const).map((halfLife) => ({
    name: `no user row, soft, half-life ${halfLife}`,
    ...soft,
    training: { ...soft.training, halfLife },
  })),
  {
    name: 'windows through a layer',
    model: { history: 'windows', user: { useId: false, hidden: [256] } },
  },
  {
    name: 'windows through a layer, steady',
    model: { temperature: 0.1, history: 'windows', user: { useId: false, hidden: [256] } },
    negatives: uniform(1024),
    training: { averaging: 0.5 },
  },
  {
    name: 'windows',
    model: { temperature: 0.15, history: 'windows', user: { useId: false } },
    training: { averaging: 0.5 },
  },
  {
    name: 'all other items',
    model: { temperature: 0.15, user: { useId: false } },
    history: { of: 'others', length: 20 },
    negatives: uniform(1024),
  },
  {
    name: 'rows and all other items, BSL',
    model: { temperature: 0.1, initialDeviation: 0.014, idDropout: 0 },
    history: { of: 'others', length: 20 },
    loss: { kind: 'bsl', c: 1.22, logQ: 'count' },
    negatives: uniform(1024),
    training: { learningRate: 0.03, l2: 0.001, averaging: 0.9 },
    without: ['user', 'item', 'context'],
  },
  {
    name: 'rows alone',
    model: { temperature: 0.2, initialDeviation: 0.03 },
    history: 'none',
    negatives: uniform(2048),
    training: { batchSize: 512 },
    without: ['user', 'item', 'context'],
  },
  { name: 'no features', without: ['user', 'item', 'context'] },
];
