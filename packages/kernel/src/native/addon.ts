import type { TopItems } from '../ranking.ts';
import type { LowerProduct, MatrixProduct, SoftmaxBatch } from './kernel.ts';

/** Rows in bytes, by places; shapes with `PackInput` in `native/kernel.h`. */
export interface PackedRows {
  vectors: Float32Array;
  order: Int32Array | undefined;
  rows: number;
  places: number;
  dim: number;
  codes: Uint8Array;
  scales: Float32Array;
  bounds: Float32Array;
}

/** A scan of them, as `ScanInput` in `native/kernel.h`. */
export interface PackedSearch extends PackedRows {
  largestNorm: number;
  largestBias: number;
  bias: Float32Array | undefined;
  queries: Float32Array;
  count: number;
  k: number;
  threads: number;
  allowed: Uint32Array | undefined;
  stretchOffsets: Int32Array | undefined;
  stretches: Int32Array | undefined;
  ranking: Int32Array;
  scores: Float32Array;
}

/** What `native/addon.cc` exports, argument by argument; `nativeProducts` is for all others. */
export interface Addon {
  readonly instructions: string;
  readonly instructionSets: readonly string[];
  use(place: number): void;
  softmaxLoss(batch: SoftmaxBatch): number;
  matrixProduct(product: MatrixProduct): void;
  topItems(search: TopItems): void;
  /** Writes codes, scales and bounds; returns the largest norm of a row. */
  packRows(rows: PackedRows): number;
  scanRows(search: PackedSearch): void;
  addLowerProduct(product: LowerProduct): void;
  /** Returns -1, or the first entry whose row is none of the table's. */
  pool(
    offsets: Int32Array,
    rows: Int32Array,
    weights: Float32Array,
    size: number,
    dim: number,
    stride: number,
    offset: number,
    tableRows: number,
    values: Float32Array,
    out: Float32Array,
  ): number;
  /** Returns how many rows are touched then, or `-1 - entry` as above. */
  scatter(
    offsets: Int32Array,
    rows: Int32Array,
    weights: Float32Array,
    size: number,
    dim: number,
    stride: number,
    offset: number,
    tableRows: number,
    gradient: Float32Array,
    slots: Int32Array,
    touchedRows: Int32Array,
    sums: Float32Array,
    touched: number,
  ): number;
  applyRows(
    values: Float32Array,
    accumulator: Float32Array,
    changedAt: Int32Array,
    stamp: number,
    dim: number,
    slots: Int32Array,
    touchedRows: Int32Array,
    sums: Float32Array,
    touched: number,
    rate: number,
    epsilon: number,
    l2: number,
  ): void;
  adagrad(
    values: Float32Array,
    accumulator: Float32Array,
    gradient: Float32Array,
    rate: number,
    epsilon: number,
  ): void;
  normalise(x: Float32Array, size: number, dim: number, epsilon: number, inverse: Float32Array): void;
  normaliseBackward(
    gradient: Float32Array,
    y: Float32Array,
    inverse: Float32Array,
    size: number,
    dim: number,
  ): void;
  affine(
    x: Float32Array,
    size: number,
    inputs: number,
    weights: Float32Array,
    bias: Float32Array,
    outputs: number,
    relu: 0 | 1,
    y: Float32Array,
  ): void;
  affineBackward(
    x: Float32Array,
    size: number,
    inputs: number,
    weights: Float32Array,
    outputs: number,
    ofOutputs: Float32Array,
    ofWeights: Float32Array,
    ofBias: Float32Array,
    ofInputs: Float32Array,
  ): void;
  reluBackward(gradient: Float32Array, y: Float32Array, numbers: number): void;
  addParts(x: Float32Array, size: number, parts: number, dim: number, y: Float32Array): void;
  addToParts(y: Float32Array, size: number, parts: number, dim: number, x: Float32Array): void;
}
