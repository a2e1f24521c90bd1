import type { LowerProduct, MatrixProduct, SoftmaxBatch, TopItems } from './kernel.ts';

/** What `native/addon.cc` exports, argument by argument; `nativeProducts` is for all others. */
export interface Addon {
  readonly instructions: string;
  readonly instructionSets: readonly string[];
  use(place: number): void;
  softmaxLoss(batch: SoftmaxBatch): number;
  matrixProduct(product: MatrixProduct): void;
  topItems(search: TopItems): void;
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
