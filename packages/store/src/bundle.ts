import type { Metrics, Report } from '@twotower/schema';
import type { BundleManifest } from './bundle-manifest.ts';
import type { RawValue } from './columns.ts';
import type { Tensors } from './tensor.ts';

/** All items of the catalogue in index order. */
export interface BundleItems {
  readonly ids: readonly string[];
  /** Attribute name to one value an item. */
  readonly columns: Readonly<Record<string, readonly RawValue[]>>;
  /** Training positives of each item `[items]`. */
  readonly popularity: Float64Array;
}

/** All known users in index order, as they stood at the cut-off. */
export interface BundleUsers {
  readonly ids: readonly string[];
  /** Profile column to one value a user. */
  readonly columns: Readonly<Record<string, readonly RawValue[]>>;
  /** All training positives of user u, oldest first: `items[offsets[u]]` to `items[offsets[u + 1]]`, indices into the items. */
  readonly history: { readonly offsets: Int32Array; readonly items: Int32Array };
}

interface BundleParts {
  /** The bundle whose weights this one started from. */
  readonly parent?: string;
  readonly kind: 'train' | 'full';
  readonly seed: number;
  /** The parsed config file; JSON. */
  readonly config: unknown;
  /** File name to JSON text, as the features package saves them. */
  readonly features: Readonly<Record<string, string>>;
  readonly dense: Tensors;
  readonly tables: Tensors;
  /** Adagrad's accumulators, by table or weight. */
  readonly accumulators: Tensors;
  /** Unit rows `[items * dim]`. */
  readonly itemVectors: Float32Array;
  readonly dim: number;
  readonly items: BundleItems;
  readonly users: BundleUsers;
  readonly metrics: Report;
}

/** Everything one bundle holds, to be written. */
export interface BundleContent extends BundleParts {
  /** Writes the index's own files into the folder. */
  readonly saveIndex: (folder: string) => Promise<void>;
}

/** A bundle read back, every file verified. */
export interface LoadedBundle extends BundleParts {
  readonly manifest: BundleManifest;
  /** Absolute path of the folder that `saveIndex` filled. */
  readonly indexFolder: string;
}

/** One line of the registry. A broken bundle keeps its place and says what is wrong with it. */
export interface BundleListing {
  readonly id: string;
  readonly createdAt: string;
  readonly kind: 'train' | 'full' | 'unknown';
  /** Aliases that point here. */
  readonly aliases: readonly string[];
  readonly metrics: Metrics;
  /** Absent for a broken bundle. */
  readonly manifest?: BundleManifest;
  /** What is wrong, where something is. */
  readonly broken?: string;
}

export interface Bundles {
  /**
   * Writes a bundle under a temporary name, syncs it and renames it: it is there whole or not at all.
   *
   * @throws StoreError where the disk refuses
   */
  write(content: BundleContent): Promise<BundleManifest>;
  /**
   * Reads a bundle and verifies bytes and sha256 of every file.
   *
   * @throws StoreError naming the file that is missing, truncated or changed
   */
  read(id: string): Promise<LoadedBundle>;
  /** Every bundle, newest first, by manifest and file sizes; {@link Bundles.read} checks the sums too. */
  list(): Promise<BundleListing[]>;
}
