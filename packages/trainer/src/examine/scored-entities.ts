import type { TrainingData } from '../prepare/prepare.ts';

/** The encoded entities a model scores; all of them, whether or not they were in training. */
export type ScoredEntities = Pick<
  TrainingData,
  'items' | 'encodedUsers' | 'encodedItems' | 'encodedContext' | 'counts'
>;
