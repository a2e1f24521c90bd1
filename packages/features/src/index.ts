export type { Bag, TableSpec, TowerBatch, TowerInput } from './bag.ts';
export type { BagSink } from './bag-builder.ts';
export {
  type Dataset,
  type DatasetDescription,
  type Entities,
  type EventColumns,
  memoryDataset,
  openDataset,
  type RawRecord,
  type RawValue,
} from './dataset.ts';
export { encodeItem, encodeUser, type ItemRecord, type UserRecord } from './encode-record.ts';
export { type EncodedSide, encodeEntities } from './encoded-side.ts';
export type { ColumnKind, EncoderState } from './encoders/encoder.ts';
export { FeaturesError } from './error.ts';
export {
  type Encoder,
  type FittedFeatures,
  type FittedSide,
  type FittingData,
  fitFeatures,
} from './fitted-features.ts';
export { buildHistories, type Histories } from './histories.ts';
export { loadFeatures, saveFeatures } from './saved-features.ts';
export { selectItems, selectUsers, type UserSelection } from './select.ts';
export { Vocabulary } from './vocabulary.ts';
