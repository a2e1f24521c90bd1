export type { Bag, TableSpec, TowerBatch, TowerInput } from './bag.ts';
export type { BagSink } from './bag-builder.ts';
export { type ContextSource, contextColumns } from './context-columns.ts';
export { type ContextDescription, describeContext, openContext } from './context-description.ts';
export {
  blockEnd,
  type Catalogues,
  columnOf,
  type Dataset,
  type DatasetDescription,
  type Entities,
  type RawRecord,
  type RawValue,
  type UserBlock,
  userBlocks,
} from './dataset.ts';
export {
  type EncodingFeatures,
  encodeItem,
  encodeUser,
  type ItemRecord,
  type UserRecord,
} from './encode-record.ts';
export {
  type EncodedContext,
  encodeContext,
  selectContext,
} from './encoded-context.ts';
export { type EncodedSide, encodeEntities } from './encoded-side.ts';
export type { ColumnKind, EncoderState } from './encoders/encoder.ts';
export { listParts } from './encoders/list-parts.ts';
export { FeaturesError } from './error.ts';
export {
  type ContextColumn,
  type EventColumns,
  emptyEvents,
  joinEvents,
  sliceEvents,
  takeEvents,
} from './event-columns.ts';
export { fadingCounts, logPrior, smoothedMass } from './fading-counts.ts';
export { type FeatureCoverage, featureCoverage } from './feature-coverage.ts';
export { type FittingData, fitFeatures } from './fit-features.ts';
export type { Encoder, EncodingSide, FittedFeatures, FittedSide, HistoryInput } from './fitted-features.ts';
export type { Histories } from './histories.ts';
export { IdRows } from './id-rows.ts';
export { memoryDataset } from './memory-dataset.ts';
export { numberOf } from './number-of.ts';
export { openDataset } from './open-dataset.ts';
export { remeasured } from './remeasured.ts';
export { loadFeatures, loadFeaturesInSlices, saveFeatures } from './saved-features.ts';
export { featureBag, selectItems, selectUsers, type UserSelection } from './select.ts';
export { compareEvents, mergeTimelines } from './timeline.ts';
export { type DayOrder, numbersOfDate } from './times/date-parts.ts';
export { contextNumber, instantOf } from './times/instant-of.ts';
export { isPlausible, type NumberUnits, numberUnits, unitOf } from './times/number-units.ts';
export { parseDate } from './times/parse-date.ts';
export type { TimeForm, TimeForms } from './times/time-form.ts';
export { type TimeUnit, toMilliseconds } from './times/time-unit.ts';
export { toldEntities } from './told-entities.ts';
export { writtenFlag } from './written-flag.ts';
export { writtenList } from './written-list.ts';
export { decimalSign, writtenNumber } from './written-number.ts';
