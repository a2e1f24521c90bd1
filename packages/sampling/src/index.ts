export { type AccidentalHits, accidentalHits } from './accidental-hits.ts';
export { allItems } from './all.ts';
export { type Candidates, drawCandidates } from './candidates.ts';
export { type CapOptions, capPositives } from './cap-positives.ts';
export { addCappedCounts, type DrawableEvents } from './capped-counts.ts';
export { SamplingError } from './error.ts';
export { hardCounts } from './hard-counts.ts';
export { type HardFromIndexOptions, hardFromIndex, type RankedLists } from './hard-from-index.ts';
export { type DroppedByUser, type HardFromLogOptions, hardFromLog } from './hard-from-log.ts';
export type { HardNegatives, HardRows } from './hard-negatives.ts';
export { inBatchNegatives } from './in-batch.ts';
export { countFrequency, type ItemFrequency } from './item-frequency.ts';
export { mix32 } from './mix32.ts';
export type { NegativeSource, RandomIntegers } from './negative-source.ts';
export { drawPerPositive, type PerPositiveOptions } from './per-positive.ts';
export { type PopularityOptions, popularityNegatives } from './popularity.ts';
export { byOffsets, type PositivesByUser } from './positives-by-user.ts';
export {
  type StreamingFrequency,
  type StreamingOptions,
  type StreamingState,
  streamingFrequency,
} from './streaming-frequency.ts';
export { keepProbabilities, subsampleFrequent } from './subsample-frequent.ts';
export { uniformNegatives } from './uniform.ts';
export {
  type VectorQueue,
  type VectorQueueOptions,
  type VectorQueueState,
  vectorQueue,
} from './vector-queue.ts';
