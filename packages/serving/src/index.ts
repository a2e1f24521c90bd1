export { ServingError, type ServingErrorCode } from './error.ts';
export type { Filter, FilterCondition } from './filter/filter.ts';
export { type EngineInfo, type EngineOptions, RecallEngine } from './engine/recall-engine.ts';
export type {
  Attributes,
  RecallAnswer,
  RecallRequest,
  RecallSource,
  ScoredItem,
  SimilarAnswer,
  UserActivity,
  UserProfile,
} from './request.ts';
