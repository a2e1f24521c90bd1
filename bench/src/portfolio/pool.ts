import type { Candidate } from '@twotower/trainer';

const uniform = (count: number): Candidate['negatives'] => [{ kind: 'in-batch' }, { kind: 'uniform', count }];
const bsl: Candidate['loss'] = { kind: 'bsl', c: 1.22, logQ: 'count' };
const noFeatures: Candidate['without'] = ['user', 'item', 'context'];

/** The whole settings that a portfolio is learnt from. */
export const pool: readonly Candidate[] = [
  { name: 'defaults' },
  { name: 'no features', without: noFeatures },
  { name: 'no user row', model: { user: { useId: false } } },
  {
    name: 'no user row, soft',
    model: { temperature: 0.25, initialDeviation: 0.03, user: { useId: false } },
    training: { averaging: 0.5 },
  },
  {
    name: 'no user row, soft, no features',
    model: { temperature: 0.25, initialDeviation: 0.03, user: { useId: false } },
    training: { averaging: 0.5 },
    without: noFeatures,
  },
  ...(['2d', '7d', '365d'] as const).map((halfLife) => ({
    name: `no user row, soft, half-life ${halfLife}`,
    model: { temperature: 0.25, initialDeviation: 0.03, user: { useId: false } },
    training: { averaging: 0.5, halfLife },
  })),
  {
    name: 'windows through a layer',
    model: { temperature: 0.1, history: 'windows', user: { useId: false, hidden: [256] } },
    negatives: uniform(1024),
    training: { averaging: 0.5, denseLearningRate: 0.08 },
  },
  {
    name: 'windows through a layer, no features',
    model: { temperature: 0.1, history: 'windows', user: { useId: false, hidden: [256] } },
    negatives: uniform(1024),
    training: { averaging: 0.5, denseLearningRate: 0.08 },
    without: noFeatures,
  },
  {
    name: 'windows through a gentle layer',
    model: { history: 'windows', user: { useId: false, hidden: [256] } },
  },
  {
    name: 'windows through a gentle layer, steady',
    model: { temperature: 0.1, history: 'windows', user: { useId: false, hidden: [256] } },
    negatives: uniform(1024),
    training: { averaging: 0.5 },
  },
  {
    name: 'windows through a layer, soft',
    model: { temperature: 0.2, history: 'windows', user: { useId: false, hidden: [256] } },
    negatives: uniform(1024),
    training: { averaging: 0.5, denseLearningRate: 0.08 },
  },
  {
    name: 'windows, no user row',
    model: { temperature: 0.15, history: 'windows', user: { useId: false } },
    training: { averaging: 0.5 },
  },
  {
    name: 'others, no user row',
    model: { temperature: 0.15, user: { useId: false } },
    history: { of: 'others', length: 20 },
    negatives: uniform(1024),
  },
  {
    name: 'others, no user row, no features',
    model: { temperature: 0.15, user: { useId: false } },
    history: { of: 'others', length: 20 },
    negatives: uniform(1024),
    without: noFeatures,
  },
  {
    name: 'others with ids',
    model: { temperature: 0.15, initialDeviation: 0.03 },
    history: { of: 'others', length: 20 },
    negatives: uniform(1024),
    training: { averaging: 0.5 },
  },
  {
    name: 'others with ids, BSL',
    model: { temperature: 0.1, initialDeviation: 0.014, idDropout: 0 },
    history: { of: 'others', length: 20 },
    loss: bsl,
    negatives: uniform(1024),
    training: { learningRate: 0.03, l2: 0.001, averaging: 0.9 },
    without: noFeatures,
  },
  {
    name: 'others with ids, BSL, fast',
    model: { temperature: 0.12, initialDeviation: 0.03, idDropout: 0 },
    history: { of: 'others', length: 20 },
    loss: bsl,
    negatives: uniform(1024),
    training: { averaging: 0.8 },
    without: noFeatures,
  },
  {
    name: 'ids alone',
    model: { temperature: 0.2, initialDeviation: 0.03 },
    history: 'none',
    without: noFeatures,
    negatives: uniform(2048),
    training: { batchSize: 512 },
  },
  {
    name: 'ids alone, patient',
    model: { temperature: 0.2, initialDeviation: 0.03 },
    history: 'none',
    without: noFeatures,
    negatives: uniform(2048),
    training: { batchSize: 512, earlyStopping: 12, averaging: 0.8 },
  },
  {
    name: 'others with ids, patient',
    model: { temperature: 0.2, initialDeviation: 0.03 },
    history: { of: 'others', length: 20 },
    negatives: uniform(1024),
    training: { averaging: 0.8, earlyStopping: 12, batchSize: 512 },
  },
  {
    name: 'defaults, half-life 365d',
    training: { averaging: 0.5, halfLife: '365d', earlyStopping: 8 },
  },
  {
    name: 'no user row, half-life 365d, patient',
    model: { temperature: 0.2, user: { useId: false } },
    training: { averaging: 0.5, halfLife: '365d', earlyStopping: 8 },
  },
  {
    name: 'no user row, uncorrected',
    model: { temperature: 0.2, user: { useId: false } },
    loss: { kind: 'softmax', logQ: 'none', logQForm: 'plain' },
    negatives: [{ kind: 'in-batch' }],
    training: { averaging: 0.5 },
  },
];
