export type { Alias, AliasChange, Aliases } from './aliases.ts';
export type {
  BundleContent,
  BundleItems,
  BundleListing,
  Bundles,
  BundleUsers,
  LoadedBundle,
} from './bundle.ts';
export type { BundleManifest } from './bundle-manifest.ts';
export type { Checkpoint, Checkpoints } from './checkpoints.ts';
export type { RawValue } from './columns.ts';
export { StoreError } from './error.ts';
export type { Run, Runs } from './runs.ts';
export { openStore, type Store } from './store.ts';
export type { Tensor, Tensors } from './tensor.ts';
