import type { Metrics, Report } from '@twotower/schema';
import type { BundleManifest, CutOff } from './bundle-manifest.ts';
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
  /** All training positives of user u, oldest first: those from `offsets[u]` to `offsets[u + 1]`. */
  readonly history: BundleHistory;
}

export interface BundleHistory {
  /** `[users + 1]` */
  readonly offsets: Int32Array;
  /** Indices into the items, one a positive. */
  readonly items: Int32Array;
  /** Milliseconds since 1970, one a positive; NaN where the log had no times. */
  readonly times: Float64Array;
}

/** How items are ranked beside their vectors; rows in catalogue order. */
export interface BundleRanking {
  /** `[items]`, 1 where something is known of an item: all others rank behind these. */
  readonly told: Uint8Array;
  /** What the index holds, `[items * dim]`, where that is not the item vectors themselves. */
  readonly published?: Float32Array;
  /** `[items]`: log of each item's share of the fading counts, where the score has that term. */
  readonly prior?: Float32Array;
}

/** All that learning on needs beside the served weights; what it means is its learner's affair. */
export interface BundleLearner {
  /** JSON. */
  readonly meta: unknown;
  readonly tensors: Tensors;
}

/** Everything one bundle holds, to be written. */
export interface BundleContent {
  /** The bundle whose weights this one started from. */
  readonly parent?: string;
  readonly kind: 'train' | 'full';
  readonly seed: number;
  /** Up to where it has learnt, where updates are to go on from there. */
  readonly cutOff?: CutOff;
  /** The parsed config file; JSON. */
  readonly config: unknown;
  /** File name to JSON text, as the features package saves them. */
  readonly features: Readonly<Record<string, string>>;
  /** The served weights. */
  readonly dense: Tensors;
  readonly tables: Tensors;
  readonly learner: BundleLearner;
  /** Unit rows `[items * dim]`. */
  readonly itemVectors: Float32Array;
  readonly dim: number;
  /** Without it all items are ranked by the item vectors alone. */
  readonly ranking?: BundleRanking;
  readonly items: BundleItems;
  readonly users: BundleUsers;
  readonly metrics: Report;
  /** Writes the index's own files into the folder. */
  readonly saveIndex: (folder: string) => Promise<void>;
}

/**
 * A bundle whose parts are read when they are asked for. Each call verifies bytes and sha256 of its own files, and
 * remembers what it read for as long as this object lives.
 *
 * Every call throws a StoreError that names the file that is missing, truncated, changed or does not fit the manifest.
 */
export interface OpenBundle {
  readonly manifest: BundleManifest;
  config(): Promise<unknown>;
  features(): Promise<Readonly<Record<string, string>>>;
  dense(): Promise<Tensors>;
  tables(): Promise<Tensors>;
  learner(): Promise<BundleLearner>;
  /** Unit rows `[items * dim]`. */
  itemVectors(): Promise<Float32Array>;
  /** Undefined where the bundle was written without it. */
  ranking(): Promise<BundleRanking | undefined>;
  items(): Promise<BundleItems>;
  users(): Promise<BundleUsers>;
  metrics(): Promise<Report>;
  /** Absolute path of the folder that `saveIndex` filled. */
  index(): Promise<string>;
  /** Verifies the sums of all files, without holding them in memory. */
  verify(): Promise<void>;
}

/** One line of the registry. A broken bundle keeps its place and says what is wrong with it. */
export interface BundleListing {
  readonly id: string;
  readonly createdAt: string;
  readonly kind: 'train' | 'full' | 'unknown';
  readonly metrics: Metrics;
  /** Absent for a broken bundle. */
  readonly manifest?: BundleManifest;
  /** What is wrong, where something is. */
  readonly broken?: string;
}

export interface Bundles {
  /**
   * Writes a bundle: it is there whole or not at all.
   *
   * @throws StoreError where the disk refuses
   */
  write(content: BundleContent): Promise<BundleManifest>;
  /** @throws StoreError where there is no such bundle, or a file is missing or of another size, or the format is newer */
  open(id: string): Promise<OpenBundle>;
  /** Every bundle, newest first, by manifest and file sizes; {@link OpenBundle.verify} checks the sums. */
  list(): Promise<BundleListing[]>;
  /** Removes a bundle, whole or broken, in one step. @throws StoreError where there is none */
  remove(id: string): Promise<void>;
}
