/** Weighted rows, record by record: record r's entries stand from `offsets[r]` up to `offsets[r + 1]`. */
export interface WeightedRows {
  readonly offsets: Int32Array;
  readonly rows: Int32Array;
  readonly weights: Float32Array;
}

/** A table of vectors under row-wise Adagrad. Its arrays may be longer than the `rows` in use; what lies behind is not read. */
export interface RowTable {
  readonly dim: number;
  readonly rows: number;
  /** `[rows, dim]` */
  readonly values: Float32Array;
  /** `[rows]` running sum of each row's mean squared gradient. */
  readonly accumulator: Float32Array;
  /** `[rows]` the stamp at which each row last moved. */
  readonly changedAt: Int32Array;
  /** `[1]` what {@link changedAt} gets; with 0 it is not written. */
  readonly stamp: Int32Array;
}

/** The gradients of some of a table's rows, a row's duplicates summed. */
export interface RowSums {
  /** `[rows of the table]` place of each row among those touched, -1 for none. */
  slots: Int32Array;
  /** Which rows: the first {@link touched} count. Holds a place for every entry that is added. */
  touchedRows: Int32Array;
  /** `[touched, dim]` */
  sums: Float32Array;
  touched: number;
}

/** How far an Adagrad step of rows goes: `g += l2 row`, `acc += mean(g^2)`, `row -= rate g / sqrt(acc + epsilon)`. */
export interface RowStep {
  readonly rate: number;
  readonly epsilon: number;
  readonly l2: number;
}

/** A fully connected layer, `y = x weights + bias`. */
export interface AffineLayer {
  readonly inputs: number;
  readonly outputs: number;
  /** Row-major `[inputs, outputs]` */
  readonly weights: Float32Array;
  /** `[outputs]` */
  readonly bias: Float32Array;
}

/** The gradients of a layer's numbers, in their shapes. */
export type AffineGradients = Pick<AffineLayer, 'weights' | 'bias'>;

/**
 * What towers, their gradients and their optimiser are made of. All arrays are row-major float32 and may be longer than what is
 * used of them. Implementations: natively, plainly in TypeScript, by TensorFlow; within rounding they give the same numbers.
 */
export interface Products {
  /**
   * Adds each record's weighted sum of rows to `out`, record r's at `r * stride + offset`. Returns -1, or the place in the bag of
   * the first row that the table has not, what stands before it having been added.
   */
  pool(
    table: RowTable,
    bag: WeightedRows,
    size: number,
    out: Float32Array,
    stride: number,
    offset: number,
  ): number;
  /** The way back: adds each record's gradient, weighted, to the sums of its rows. Returns as {@link pool}. */
  scatter(
    table: RowTable,
    bag: WeightedRows,
    size: number,
    gradient: Float32Array,
    stride: number,
    offset: number,
    sums: RowSums,
  ): number;
  /** Moves the rows touched, frees their slots and forgets them. A row whose gradient is exactly 0 keeps its bytes and its stamp. */
  applyRows(table: RowTable, sums: RowSums, step: RowStep): void;
  /** `acc += g^2`, `w -= rate g / sqrt(acc + epsilon)`, number by number. */
  adagrad(
    values: Float32Array,
    accumulator: Float32Array,
    gradient: Float32Array,
    rate: number,
    epsilon: number,
  ): void;
  /** `y[size, outputs]` of `x[size, inputs]`, through a relu where asked. */
  affine(layer: AffineLayer, x: Float32Array, size: number, relu: boolean, y: Float32Array): void;
  /** Adds to the layer's gradients, writes `ofInputs[size, inputs]`. */
  affineBackward(
    layer: AffineLayer,
    x: Float32Array,
    size: number,
    ofOutputs: Float32Array,
    gradients: AffineGradients,
    ofInputs: Float32Array,
  ): void;
  /** `gradient` where `y` is positive, 0 elsewhere, in place, over the first `numbers`. */
  reluBackward(gradient: Float32Array, y: Float32Array, numbers: number): void;
  /** `y[size, dim] +=` the sum of `x[size, parts, dim]` over its parts. */
  addParts(x: Float32Array, size: number, parts: number, dim: number, y: Float32Array): void;
  /** Every part of `x[size, parts, dim] += y[size, dim]`. */
  addToParts(y: Float32Array, size: number, parts: number, dim: number, x: Float32Array): void;
  /** Rows of `x[size, dim]` to length 1, `x / sqrt(x . x + epsilon)`; `inverse[size]` gets what they were multiplied by. */
  normalise(x: Float32Array, size: number, dim: number, epsilon: number, inverse: Float32Array): void;
  /** The way back, in place: `(g - y (g . y)) inverse`. */
  normaliseBackward(
    gradient: Float32Array,
    y: Float32Array,
    inverse: Float32Array,
    size: number,
    dim: number,
  ): void;
  /** `out[rows, columns] = a[rows, depth] b[depth, columns]` */
  multiply(
    rows: number,
    depth: number,
    columns: number,
    a: Float32Array,
    b: Float32Array,
    out: Float32Array,
  ): void;
}
