export type { Asked } from './answer/asked.ts';
export { type ArmFigures, type Compared, compared } from './compare/compared.ts';
export { type Ratio, ratioOf } from './compare/ratio.ts';
export { type Draft, teamDraft } from './compare/team-draft.ts';
export { userPlace } from './compare/user-place.ts';
export type { EngineInfo } from './engine/engine-info.ts';
export type { EngineOptions } from './engine/engine-options.ts';
export { RecallEngine } from './engine/recall-engine.ts';
export { type AliasesOptions, type ProfileSource, ServedAliases } from './engine/served-aliases.ts';
export type { ServedVector } from './engine/served-vectors.ts';
export { ServingError, type ServingErrorCode } from './error.ts';
export type { Filter, FilterCondition } from './filter/filter.ts';
export type { LiveLimits, SeenEvent } from './live/live-events.ts';
export { type BundleShape, bundleShape, type LiveDay, liveDays } from './look/data-shape.ts';
export { type FoundItem, findItems } from './look/find-items.ts';
export { type ItemMap, itemMap } from './look/item-map.ts';
export { type ItemView, itemView } from './look/item-view.ts';
export { type IndexSample, measureIndex } from './look/measure-index.ts';
export { type Standing, standing } from './look/standing.ts';
export type { Timeline } from './look/timeline.ts';
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
