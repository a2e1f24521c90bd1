import type { Bag } from '@twotower/features';
import type { Kernel } from '@twotower/kernel';
import type { EmbeddingTable } from '../embedding-table.ts';
import { noRow } from '../pool-bag.ts';

/**
 * Gradients of one table's rows for one step, a row's duplicates summed. Holds one slot a touched row; buffers grow to
 * the largest step and are used again.
 */
export class RowGradients {
  readonly #table: EmbeddingTable;
  readonly #kernel: Kernel | undefined;
  /** Slot of each row, -1 where this step has not touched it. */
  readonly #slots: Int32Array;
  #rows = new Int32Array(1024);
  #sums: Float32Array;
  #touched = 0;

  /** @param kernel does the work natively, where there is one */
  constructor(table: EmbeddingTable, kernel?: Kernel) {
    this.#table = table;
    this.#kernel = kernel;
    this.#slots = new Int32Array(table.rows).fill(-1);
    this.#sums = new Float32Array(1024 * table.dim);
  }

  /** Hands each record's pooled gradient, at `r * stride + offset`, on to the rows of its bag. */
  add(bag: Bag, size: number, gradient: Float32Array, stride: number, offset: number): void {
    const { dim } = this.#table;
    const { offsets, rows, weights } = bag;
    this.#reserve(this.#touched + offsets[size] - offsets[0]);
    const slots = this.#slots;
    const sums = this.#sums;
    if (this.#kernel !== undefined) {
      const touched = this.#kernel.scatter(
        offsets,
        rows,
        weights,
        size,
        dim,
        stride,
        offset,
        gradient,
        slots,
        this.#rows,
        sums,
        this.#touched,
      );
      if (touched < 0) throw noRow(this.#table, rows[-1 - touched]);
      this.#touched = touched;
      return;
    }
    for (let r = 0; r < size; r++) {
      const from = r * stride + offset;
      for (let e = offsets[r]; e < offsets[r + 1]; e++) {
        const row = rows[e];
        const weight = weights[e];
        const slot = slots[row];
        if (slot === -1) {
          const to = this.#touched * dim;
          slots[row] = this.#touched;
          this.#rows[this.#touched++] = row;
          for (let c = 0; c < dim; c++) sums[to + c] = weight * gradient[from + c];
        } else {
          const to = slot * dim;
          for (let c = 0; c < dim; c++) sums[to + c] += weight * gradient[from + c];
        }
      }
    }
  }

  /**
   * Row-wise Adagrad, then forgets the step: `g += l2 row`, `acc += mean(g^2)` over the row, `row -= rate g / sqrt(acc + epsilon)`.
   * A row whose gradient is exactly 0 keeps its bytes.
   */
  apply(rate: number, epsilon: number, l2 = 0): void {
    const { values, accumulator, dim } = this.#table;
    const sums = this.#sums;
    const touched = this.#touched;
    this.#touched = 0;
    if (this.#kernel !== undefined) {
      const slots = this.#slots;
      this.#kernel.applyRows(values, accumulator, dim, slots, this.#rows, sums, touched, rate, epsilon, l2);
      return;
    }
    for (let slot = 0; slot < touched; slot++) {
      const row = this.#rows[slot];
      const from = slot * dim;
      const to = row * dim;
      this.#slots[row] = -1;
      let isZero = true;
      let squares = 0;
      for (let c = 0; c < dim; c++) {
        isZero &&= sums[from + c] === 0;
        sums[from + c] += l2 * values[to + c];
        squares += sums[from + c] * sums[from + c];
      }
      if (isZero) continue;
      accumulator[row] += squares / dim;
      const scale = rate / Math.sqrt(accumulator[row] + epsilon);
      for (let c = 0; c < dim; c++) values[to + c] -= scale * sums[from + c];
    }
  }

  /** Leaves this step's gradients out. */
  forget(): void {
    for (let slot = 0; slot < this.#touched; slot++) this.#slots[this.#rows[slot]] = -1;
    this.#touched = 0;
  }

  /** Sum of the squares of this step's gradients. */
  squares(): number {
    let sum = 0;
    for (let i = 0; i < this.#touched * this.#table.dim; i++) sum += this.#sums[i] * this.#sums[i];
    return sum;
  }

  #reserve(rows: number): void {
    if (rows <= this.#rows.length) return;
    const grown = new Int32Array(Math.max(rows, 2 * this.#rows.length));
    grown.set(this.#rows);
    this.#rows = grown;
    const sums = new Float32Array(grown.length * this.#table.dim);
    sums.set(this.#sums);
    this.#sums = sums;
  }
}
