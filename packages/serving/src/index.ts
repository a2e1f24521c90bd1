export type { EngineInfo } from './engine/engine-info.ts';
export type { EngineOptions } from './engine/engine-options.ts';
export { RecallEngine } from './engine/recall-engine.ts';
export { type AliasesOptions, type ProfileSource, ServedAliases } from './engine/served-aliases.ts';
export type { ServedVector } from './engine/served-vectors.ts';
export { ServingError, type ServingErrorCode } from './error.ts';
export type { Filter, FilterCondition } from './filter/filter.ts';
export type { LiveLimits, SeenEvent } from './live/live-events.ts';
export type {
  Attributes,
  CategoryCap,
  ItemExplanation,
  RecallAnswer,
  RecallExplanation,
  RecallRequest,
  RecallSource,
  ScoredItem,
  SimilarAnswer,
  UserActivity,
  UserProfile,
} from './request.ts';
