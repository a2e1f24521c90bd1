import { TrainerError } from '../../error.ts';
import type { DenseProducts } from './dense-products.ts';

/** Of this side a block is inverted in little time, and a product of that depth does more than it reads. */
const largestBlock = 256;

/**
 * Turns a positive definite A into `-inv(A)`, in place: the sweep operator on blocks (Goodnight 1979). With
 * `D = inv(A_kk)`, each step k sets `A_ij -= A_ik D A_kj`, `A_ik = A_ik D` and `A_kk = -D`; order^3 / 2 multiply-adds. Beside
 * the matrix it takes 8 bytes times 384 a row.
 *
 * @param matrix `[order, order]`, row by row: the lower triangle is read and written, above it anything may stand afterwards
 * @throws TrainerError where A is not positive definite in float32
 */
export function negateInverse(matrix: Float32Array, order: number, products: DenseProducts): void {
  for (let start = 0; start < order; start += largestBlock) {
    const size = Math.min(largestBlock, order - start);
    const inverse = invertBlock(blockOf(matrix, order, start, size), size);
    const column = columnOf(matrix, order, start, size);
    const negated = products.multiply(
      column,
      inverse.map((x) => -x),
      size,
    );
    products.addLower(negated, column, size, matrix);
    setColumn(matrix, order, start, size, negated, inverse);
  }
}

/** The block on the diagonal, both triangles: `[size, size]`. */
function blockOf(matrix: Float32Array, order: number, start: number, size: number): Float64Array {
  const block = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      block[i * size + j] = block[j * size + i] = matrix[(start + i) * order + start + j];
    }
  }
  return block;
}

/** A_ik of all rows i, 0 in the block's own: `[order, size]`. */
function columnOf(matrix: Float32Array, order: number, start: number, size: number): Float32Array {
  const column = new Float32Array(order * size);
  for (let i = start + size; i < order; i++) {
    column.set(matrix.subarray(i * order + start, i * order + start + size), i * size);
  }
  for (let k = 0; k < size; k++) {
    for (let i = 0; i < start; i++) {
      column[i * size + k] = matrix[(start + k) * order + i];
    }
  }
  return column;
}

/** Writes `A_ik D` and `-D`, given `-A_ik D` and D. */
function setColumn(
  matrix: Float32Array,
  order: number,
  start: number,
  size: number,
  negated: Float32Array,
  inverse: Float32Array,
): void {
  for (let i = start + size; i < order; i++) {
    for (let k = 0; k < size; k++) {
      matrix[i * order + start + k] = -negated[i * size + k];
    }
  }
  for (let k = 0; k < size; k++) {
    const row = (start + k) * order;
    for (let i = 0; i < start; i++) {
      matrix[row + i] = -negated[i * size + k];
    }
    for (let i = 0; i <= k; i++) {
      matrix[row + start + i] = -inverse[k * size + i];
    }
  }
}

/** The inverse of a positive definite block: Gauss-Jordan in float64, the diagonal as pivots. */
function invertBlock(a: Float64Array, size: number): Float32Array {
  for (let k = 0; k < size; k++) {
    const pivotRow = a.subarray(k * size, (k + 1) * size);
    const pivot = pivotRow[k];
    if (!(pivot > 0)) {
      throw new TrainerError(
        'failed',
        'baseline ease: its matrix is not positive definite; raise its lambda',
      );
    }
    pivotRow[k] = 1;
    for (let j = 0; j < size; j++) {
      pivotRow[j] /= pivot;
    }
    for (let i = 0; i < size; i++) {
      const row = a.subarray(i * size, (i + 1) * size);
      const factor = row[k];
      if (i !== k && factor !== 0) {
        row[k] = 0;
        for (let j = 0; j < size; j++) {
          row[j] -= factor * pivotRow[j];
        }
      }
    }
  }
  return Float32Array.from(a);
}
