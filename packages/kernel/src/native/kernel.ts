import type { Products } from '../products.ts';
import type { Ranking } from '../ranking.ts';

/** A batch of positives and candidates for the softmax family, and where its gradients go. */
export interface SoftmaxBatch {
  /** 0 softmax, 1 bsl, 2 refined softmax. */
  kind: 0 | 1 | 2;
  /** Weight of bsl's sum. */
  c: number;
  temperature: number;
  size: number;
  dim: number;
  /** Those that all records share, the records' own positives first. */
  candidates: number;
  /** Private candidates of each record, after the shared ones. */
  ownPerRow: number;
  /** `[size, dim]` */
  users: Float32Array;
  /** `[candidates + size * ownPerRow, dim]` */
  items: Float32Array;
  /** One an item. */
  logQ: Float32Array;
  /** `[size]` in place of the positives' `logQ`. */
  positiveLogQ: Float32Array | undefined;
  /** `[size]` each record's share of the mean. */
  shares: Float32Array;
  /** `[size * ownPerRow]` 0 where a private place is empty. */
  present: Uint8Array | undefined;
  /** Flat (record, candidate) pairs that are no negatives, ordered by record; the first {@link hitNumbers} numbers. */
  hits: Int32Array;
  hitNumbers: number;
  /** Written, as {@link users}. */
  ofUsers: Float32Array;
  /** Written, as {@link items}. */
  ofItems: Float32Array;
}

/** `out[rows, columns] = a b`, or `+=` with `add` 1; `a` by two strides, so that it may be a transpose. */
export interface MatrixProduct {
  rows: number;
  columns: number;
  depth: number;
  a: Float32Array;
  aRow: number;
  aColumn: number;
  b: Float32Array;
  bRow: number;
  out: Float32Array;
  outRow: number;
  add: 0 | 1;
}

/**
/**
 * Adds `a bT` to the lower triangle of `out[order, order]`, on so many threads; what is above the diagonal is undefined then.
 */
export interface LowerProduct {
  order: number;
  depth: number;
  /** `[order, depth]` */
  a: Float32Array;
  /** `[order, depth]` */
  b: Float32Array;
  out: Float32Array;
  threads: number;
}

/**
 * The native kernel: the hot loops in C++ (`packages/kernel/native`), for the widest instruction set the processor has. Every
 * call checks lengths, rows and hits and throws a `RangeError` before it writes, but believes `RowSums` and that `masked`
 * ascends. Where memory runs out it throws an `Error`.
 */
export interface Kernel extends Products, Ranking {
  /** `vnni` (AVX-512 with it), `avx512`, `avx2` or `general`. */
  readonly instructions: string;
  /** Those that this processor could run, the widest, which is taken, last. */
  readonly instructionSets: readonly string[];
  /** Takes the one at that place for all calls of the process, in all its threads; for tests. */
  use(place: number): void;
  /** Writes the gradients and returns the loss; formulas with the losses of `@twotower/core/train`. */
  softmaxLoss(batch: SoftmaxBatch): number;
  matrixProduct(product: MatrixProduct): void;
  addLowerProduct(product: LowerProduct): void;
}
