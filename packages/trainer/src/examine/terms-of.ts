import type { TwoTowerModel } from '@twotower/core';
import { publishedVectors } from '@twotower/core';
import type { Engine } from '@twotower/core/train';
import type { ScoreTerms } from '@twotower/schema';
import type { TrainingData } from '../prepare/prepare.ts';
import { aggregatedUsers } from './aggregated-users.ts';
import { encodeAllItems } from './encode-all-items.ts';
import { priorOf } from './prior.ts';
import type { Terms } from './terms.ts';

/** What a config's terms are for a trained model: its published item vectors and its items' prior, as far as they are on. */
export function termsOf(
  engine: Engine,
  model: TwoTowerModel,
  data: TrainingData,
  { weight, halfLife, aggregation, norm }: ScoreTerms,
  vectors: Float32Array = encodeAllItems(engine, model, data),
): Terms {
  return {
    weight,
    aggregation,
    ...(weight !== 0 && { prior: priorOf(data, halfLife) }),
    ...(aggregation !== 0 && {
      published: publishedVectors(vectors, aggregatedUsers(engine, model, data, vectors), model.dim, {
        aggregation,
        norm,
      }),
    }),
  };
}
