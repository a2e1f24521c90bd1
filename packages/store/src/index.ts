export { adoptBundle } from './adopt-bundle.ts';
export type { Alias, AliasChange, Aliases, AliasTarget, RequireTarget } from './aliases.ts';
export type { Audit, AuditEntry } from './audit.ts';
export { type Backup, backupStore } from './backup/backup-store.ts';
export { type Restored, restoreStore } from './backup/restore-store.ts';
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
export type { BundleManifest, CutOff } from './bundle-manifest.ts';
export { bundleTargets } from './bundle-targets.ts';
export type {
  EntityChange,
  EntityChanges,
  EntitySide,
  ErasedChange,
  NewEntityChange,
  PutChange,
  RemovedChange,
} from './changes/entity-changes.ts';
export { folderCheckpoints } from './checkpoint-folder.ts';
export type { Checkpoint, Checkpoints } from './checkpoints.ts';
export type { RawValue } from './columns.ts';
export type { Comparison, Comparisons, Exposure, Reaction, Teams } from './comparisons/comparisons.ts';
export type { DeltaContent, DeltaListing, DeltaRows, Deltas, OpenDelta } from './deltas/delta.ts';
export { folderDeltas } from './deltas/delta-folder.ts';
export type { DeltaManifest } from './deltas/delta-manifest.ts';
export { incrementCheckpoint } from './deltas/increment-checkpoint.ts';
export { requireNext } from './deltas/require-next.ts';
export { StoreError } from './error.ts';
export { eventFault } from './events/event-fault.ts';
export { userSum } from './events/event-key.ts';
export type {
  Appended,
  Erasure,
  EventBatch,
  EventLog,
  LogExtent,
  NewEvent,
  Pruned,
  ReadRange,
} from './events/event-log.ts';
export type { EventSource, EventSources } from './events/event-sources.ts';
export type { LogMark, LogMarks } from './events/log-marks.ts';
export { type LogPosition, positionSchema } from './events/log-position.ts';
export type { EventDatabase } from './events/sql/event-database.ts';
export type { EventTables } from './events/sql/event-tables.ts';
export { sqlEventLog } from './events/sql/sql-event-log.ts';
export { folderLeases } from './folder-leases.ts';
export { type Claim, type Job, type Jobs, mostAttempts, type Outcome } from './jobs.ts';
export type { ApiKey, ApiKeys, NewApiKey } from './keys/api-keys.ts';
export { keySum } from './keys/key-secret.ts';
export type { Lease, Leases } from './leases.ts';
export { listBundles, type RegistryEntry } from './list-bundles.ts';
export { type PruneResult, pruneStore, type Retention } from './prune-store.ts';
export type { Run, RunPage, Runs } from './runs.ts';
export { openRegistry, type Registry, readRegistry } from './sqlite/registry.ts';
export { sqliteAliases } from './sqlite/sqlite-aliases.ts';
export { sqliteAudit } from './sqlite/sqlite-audit.ts';
export { sqliteChanges } from './sqlite/sqlite-changes.ts';
export { type SqliteLogOptions, sqliteEventLog } from './sqlite/sqlite-event-log.ts';
export { sqliteJobs } from './sqlite/sqlite-jobs.ts';
export { sqliteKeys } from './sqlite/sqlite-keys.ts';
export { sqliteRuns } from './sqlite/sqlite-runs.ts';
export { type FolderStore, openStore, type Store } from './store.ts';
export { type FloatTensors, floatTensors, type Tensor, type Tensors } from './tensor.ts';
export { timeSlices } from './time-slices.ts';
