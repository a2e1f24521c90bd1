export type { Alias, AliasChange, Aliases, AliasTarget, RequireTarget } from './aliases.ts';
export type {
  BundleContent,
  BundleHistory,
  BundleItems,
  BundleLearner,
  BundleListing,
  BundleRanking,
  Bundles,
  BundleUsers,
  OpenBundle,
} from './bundle.ts';
export { folderBundles } from './bundle-folder.ts';
export type { BundleManifest } from './bundle-manifest.ts';
export { bundleTargets, type DeltaSequences, noDeltas } from './bundle-targets.ts';
export { folderCheckpoints } from './checkpoint-folder.ts';
export type { Checkpoint, Checkpoints } from './checkpoints.ts';
export type { RawValue } from './columns.ts';
export { StoreError } from './error.ts';
export { listBundles, type RegistryEntry } from './list-bundles.ts';
export type { Run, Runs } from './runs.ts';
export { type Database, openDatabase, readDatabase } from './sqlite/database.ts';
export { sqliteAliases } from './sqlite/sqlite-aliases.ts';
export { sqliteRuns } from './sqlite/sqlite-runs.ts';
export { type FolderStore, openStore, type Store } from './store.ts';
export { type FloatTensors, floatTensors, type Tensor, type Tensors } from './tensor.ts';
