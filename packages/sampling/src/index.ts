export { type AccidentalHits, accidentalHits, type PositivesByUser } from './accidental-hits.ts';
export { type Candidates, drawCandidates, mixtureLogQ } from './candidates.ts';
export { inBatchNegatives } from './in-batch.ts';
export type { NegativeSource, RandomIntegers } from './negative-source.ts';
export { uniformNegatives } from './uniform.ts';
