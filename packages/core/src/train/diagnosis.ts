import type { TrainBatch } from './train-batch.ts';

/** How a step stands: what to look at where training does not go as it should. */
export interface StepDiagnosis {
  readonly loss: number;
  readonly temperature: number;
  /** Lengths of the batch's gradient, before Adagrad: of all layers together and of all rows together. */
  readonly gradientNorms: { readonly dense: number; readonly rows: number };
  /** Least and greatest `cos / tau - logQ` of a user and an item of the batch, masked ones too. */
  readonly scores: { readonly lowest: number; readonly highest: number };
  /** Different (record, candidate) pairs left out as accidental hits. */
  readonly maskedHits: number;
}

/** Without a map of all pairs: of a whole catalogue they are a thousand million. */
export function countHits({ logQ, hits }: Pick<TrainBatch, 'logQ' | 'hits'>): number {
  const pairs = new Set<number>();
  for (let h = 0; h < hits.length; h += 2) pairs.add(hits[h] * logQ.length + hits[h + 1]);
  return pairs.size;
}
