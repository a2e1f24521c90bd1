export { ServingError, type ServingErrorCode } from './error.ts';
export type { Filter, FilterCondition } from './filter.ts';
export { type EngineInfo, type EngineOptions, RecallEngine } from './recall-engine.ts';
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
