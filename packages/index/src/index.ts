export { indexRecall } from './auto/index-recall.ts';
export { buildIndex } from './build-index.ts';
export { IndexError } from './error.ts';
export { hnswAvailable } from './hnsw/load-hnswlib.ts';
export { loadIndex } from './load-index.ts';
export { RowSet } from './row-set.ts';
export type {
  Accept,
  IndexChoice,
  IndexOptions,
  ManyResults,
  SearchResult,
  VectorIndex,
} from './vector-index.ts';
