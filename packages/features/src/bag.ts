/**
 * Every feature of every kind becomes this: for each record a weighted set of rows of one embedding table, whose
 * weighted sum is the feature's vector `[dim]`. A category is one row of weight 1, a list of n categories n rows of
 * weight 1/n, a number a slope row weighted by its value beside a bias row of weight 1, a missing value row 0.
 *
 * Record r owns entries `offsets[r]` to `offsets[r + 1]` of `rows` and `weights`.
 */
export interface Bag {
  readonly offsets: Int32Array;
  readonly rows: Int32Array;
  readonly weights: Float32Array;
}

/** The input of one tower for a batch of records: one bag an input of the tower, in the tower's order. */
export interface TowerBatch {
  readonly size: number;
  readonly bags: readonly Bag[];
}

/** One input of a tower: a feature and the table its rows lie in. */
export interface TowerInput {
  readonly feature: string;
  readonly table: string;
}

/** An embedding table's name and its number of rows; row 0 stands for missing and unknown. */
export interface TableSpec {
  readonly name: string;
  readonly rows: number;
}
