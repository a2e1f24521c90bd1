import type { Bag } from '@twotower/features';
import type { Products, RowStep, RowSums } from '@twotower/kernel';
import type { EmbeddingTable } from '../embedding-table.ts';
import { noRow } from '../no-row.ts';
import type { RowGradients } from '../tower-pass.ts';

export interface RowLock {
  /** Row 0, which stands for missing and unknown, keeps its bytes. Default no. */
  readonly lockUnknown?: boolean;
}

/**
 * Row-wise Adagrad of one table: collects a step's gradients, a row's duplicates summed, then moves the rows. Holds one slot a
 * touched row; buffers grow to the largest step and to the table's capacity, and are used again.
 */
export class RowAdagrad implements RowGradients {
  readonly #table: EmbeddingTable;
  readonly #products: Products;
  readonly #lockUnknown: boolean;
  readonly #of: RowSums;

  constructor(table: EmbeddingTable, products: Products, { lockUnknown = false }: RowLock = {}) {
    this.#table = table;
    this.#products = products;
    this.#lockUnknown = lockUnknown;
    this.#of = {
      slots: new Int32Array(table.capacity).fill(-1),
      touchedRows: new Int32Array(1024),
      sums: new Float32Array(1024 * table.dim),
      touched: 0,
    };
  }

  /** Throws `CoreError` for a row the table does not have. */
  add(bag: Bag, size: number, gradient: Float32Array, stride: number, offset: number): void {
    this.#reserve(this.#of.touched + bag.offsets[size] - bag.offsets[0]);
    const missing = this.#products.scatter(this.#table, bag, size, gradient, stride, offset, this.#of);
    if (missing !== -1) throw noRow(this.#table, bag.rows[missing]);
  }

  /** Moves the rows that this step touched and forgets the step. A row whose gradient is exactly 0 keeps its bytes. */
  apply(step: RowStep): void {
    if (this.#lockUnknown) this.#clear(0);
    this.#products.applyRows(this.#table, this.#of, step);
  }

  /** Leaves this step's gradients out. */
  forget(): void {
    const { slots, touchedRows, touched } = this.#of;
    for (let slot = 0; slot < touched; slot++) slots[touchedRows[slot]] = -1;
    this.#of.touched = 0;
  }

  /** Sum of the squares of this step's gradients. */
  squares(): number {
    const { sums, touched } = this.#of;
    let sum = 0;
    for (let i = 0; i < touched * this.#table.dim; i++) sum += sums[i] * sums[i];
    return sum;
  }

  #clear(row: number): void {
    const { dim } = this.#table;
    const slot = this.#of.slots[row];
    if (slot !== -1) this.#of.sums.fill(0, slot * dim, (slot + 1) * dim);
  }

  #reserve(rows: number): void {
    const of = this.#of;
    const { capacity, dim } = this.#table;
    if (of.slots.length < capacity) {
      const slots = new Int32Array(capacity).fill(-1);
      slots.set(of.slots);
      of.slots = slots;
    }
    if (rows <= of.touchedRows.length) return;
    const touchedRows = new Int32Array(Math.max(rows, 2 * of.touchedRows.length));
    touchedRows.set(of.touchedRows);
    const sums = new Float32Array(touchedRows.length * dim);
    sums.set(of.sums);
    Object.assign(of, { touchedRows, sums });
  }
}
