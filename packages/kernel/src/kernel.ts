/**
 * The native kernel: the hot loops of training in C++ (`packages/kernel/native`), for the widest instruction set the
 * processor has. Row-major arrays; every call checks lengths and hits and throws a `RangeError` before it writes, but
 * believes `slots`, `touchedRows` and that `masked` ascends.
 */
export interface Kernel {
  /** `avx512`, `avx2` or `general`. */
  readonly instructions: string;
  /** Those that this processor could run, the widest, which is taken, last. */
  readonly instructionSets: readonly string[];
  /** Takes the one at that place for all calls of the process; for tests. */
  use(place: number): void;
  /**
   * Loss and gradients of the softmax family, see `losses/`. Kinds: 0 softmax, 1 bsl, 2 refined softmax.
   * Hits are ordered by row. Writes `ofUsers` and `ofItems`; returns the loss.
   */
  softmaxLoss(
    kind: 0 | 1 | 2,
    c: number,
    temperature: number,
    size: number,
    dim: number,
    candidates: number,
    ownPerRow: number,
    users: Float32Array,
    items: Float32Array,
    logQ: Float32Array,
    positiveLogQ: Float32Array | undefined,
    shares: Float32Array,
    present: Uint8Array | undefined,
    hits: Int32Array,
    hitNumbers: number,
    ofUsers: Float32Array,
    ofItems: Float32Array,
  ): number;
  /** `out[rows, columns] = a b`, or `+=` with `add` 1; `a` by two strides, so that it may be a transpose. */
  matrixProduct(
    rows: number,
    columns: number,
    depth: number,
    a: Float32Array,
    aRow: number,
    aColumn: number,
    b: Float32Array,
    bRow: number,
    out: Float32Array,
    outRow: number,
    add: 0 | 1,
  ): void;
  /** As `poolBag`; returns -1, or the first entry of the bag whose row `values` has not. */
  pool(
    offsets: Int32Array,
    rows: Int32Array,
    weights: Float32Array,
    size: number,
    dim: number,
    stride: number,
    offset: number,
    values: Float32Array,
    out: Float32Array,
  ): number;
  /** As `RowGradients.add`; returns how many rows are touched then, or `-1 - entry` as above. */
  scatter(
    offsets: Int32Array,
    rows: Int32Array,
    weights: Float32Array,
    size: number,
    dim: number,
    stride: number,
    offset: number,
    gradient: Float32Array,
    slots: Int32Array,
    touchedRows: Int32Array,
    sums: Float32Array,
    touched: number,
  ): number;
  /** As `RowGradients.apply`. */
  applyRows(
    values: Float32Array,
    accumulator: Float32Array,
    dim: number,
    slots: Int32Array,
    touchedRows: Int32Array,
    sums: Float32Array,
    touched: number,
    rate: number,
    epsilon: number,
    l2: number,
  ): void;
  /** As `DenseAdagrad.apply` of one part. */
  adagrad(
    values: Float32Array,
    accumulator: Float32Array,
    gradient: Float32Array,
    rate: number,
    epsilon: number,
  ): void;
  /** Rows of `x` to length 1, `x / sqrt(x . x + epsilon)`; `inverse[size]` gets what they were multiplied by. */
  normalise(x: Float32Array, size: number, dim: number, epsilon: number, inverse: Float32Array): void;
  /** The way back, in place: `(g - y (g . y)) inverse`. */
  normaliseBackward(
    gradient: Float32Array,
    y: Float32Array,
    inverse: Float32Array,
    size: number,
    dim: number,
  ): void;
  /** `y = x kernel + bias`, through a relu with 1. */
  affine(
    x: Float32Array,
    size: number,
    inputs: number,
    kernel: Float32Array,
    bias: Float32Array,
    outputs: number,
    relu: 0 | 1,
    y: Float32Array,
  ): void;
  /** Adds to `ofKernel` and `ofBias`, writes `ofInputs`. */
  affineBackward(
    x: Float32Array,
    size: number,
    inputs: number,
    kernel: Float32Array,
    outputs: number,
    ofOutputs: Float32Array,
    ofKernel: Float32Array,
    ofBias: Float32Array,
    ofInputs: Float32Array,
  ): void;
  /** `gradient` where `y` is positive, 0 elsewhere, in place, over the first `numbers`. */
  reluBackward(gradient: Float32Array, y: Float32Array, numbers: number): void;
  /** `y[size, dim] +=` the sum of `x[size, parts, dim]` over its parts. */
  addParts(x: Float32Array, size: number, parts: number, dim: number, y: Float32Array): void;
  /** Every part of `x[size, parts, dim] += y[size, dim]`. */
  addToParts(y: Float32Array, size: number, parts: number, dim: number, x: Float32Array): void;
  /**
   * The `k` best of `vectors[items, dim]` by inner product for each of `users[size, dim]`, best first, ties by the lower item,
   * on so many threads. User r's `masked` items, ascending between its offsets, never count. Writes `[size, k]`: -1 and
   * -Infinity behind the last.
   */
  topItems(
    users: Float32Array,
    vectors: Float32Array,
    size: number,
    items: number,
    dim: number,
    k: number,
    threads: number,
    maskedOffsets: Int32Array,
    masked: Int32Array,
    ranking: Int32Array,
    scores: Float32Array,
  ): void;
}
