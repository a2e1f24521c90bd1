export { indexRecall } from './auto/index-recall.ts';
export { buildIndex } from './build-index.ts';
export { IndexError } from './error.ts';
export { hnswAvailable } from './hnsw/load-hnswlib.ts';
export { loadIndex } from './load-index.ts';
export { type BuildBase, LiveIndex } from './overlay/live-index.ts';
export { OverlayIndex } from './overlay/overlay-index.ts';
export type { RowChanges } from './overlay/row-changes.ts';
export { RowSet } from './row-set.ts';
export { buildInThread, isWorthAThread, loadInThread } from './thread/in-thread.ts';
export type {
  Accept,
  IndexChoice,
  IndexOptions,
  ManyOptions,
  ManyResults,
  SearchResult,
  VectorIndex,
  VectorSearch,
} from './vector-index.ts';
