import { TrainerError } from '../../error.ts';
import type { BlockProduct } from './block-product.ts';

/** Of this side a diagonal block fits the second cache, and a product of two is worth its call. */
const largestBlock = 512;

/**
 * A symmetric matrix `[order, order]` as the square blocks of its lower triangle: 2 bytes an entry of the whole matrix.
 * The last block is filled up with the unit matrix.
 */
export class SymmetricBlocks {
  readonly order: number;
  readonly size: number;
  /** `rows[i][j]` for j <= i: row-major `[size, size]`. */
  readonly rows: Float32Array[][];

  constructor(order: number) {
    this.order = order;
    this.size = 4 * Math.ceil(order / Math.ceil(order / largestBlock) / 4);
    this.rows = Array.from({ length: Math.ceil(order / this.size) }, (_, i) =>
      Array.from({ length: i + 1 }, () => new Float32Array(this.size ** 2)),
    );
    for (let i = order; i < this.rows.length * this.size; i++) {
      this.add(i, i, 1);
    }
  }

  /** Adds to entry (i, j), which is also (j, i); i >= j. */
  add(i: number, j: number, value: number): void {
    const { size } = this;
    const [row, column] = [Math.floor(i / size), Math.floor(j / size)];
    this.rows[row][column][(i - row * size) * size + j - column * size] += value;
    if (row === column && i !== j) {
      this.rows[row][row][(j - row * size) * size + i - row * size] += value;
    }
  }

  /** The whole matrix, row-major: 4 bytes an entry more. */
  toDense(): Float32Array {
    const { order, size, rows } = this;
    const dense = new Float32Array(order * order);
    rows.forEach((blocks, bi) => {
      blocks.forEach((block, bj) => {
        for (let i = bi * size; i < Math.min(order, (bi + 1) * size); i++) {
          for (let j = bj * size; j < Math.min(order, (bj + 1) * size); j++) {
            const value = block[(i - bi * size) * size + j - bj * size];
            dense[i * order + j] = value;
            dense[j * order + i] = value;
          }
        }
      });
    });
    return dense;
  }
}

/**
 * Turns a positive definite A into `-inv(A)`, in place: the sweep operator on blocks (Goodnight 1979). With
 * `D = inv(A_kk)`, each step k sets `A_ij -= A_ik D A_kj`, `A_ik = A_ik D` and `A_kk = -D`; order^3 / 2 multiply-adds.
 *
 * @throws TrainerError where A is not positive definite in float32
 */
export function negateInverse({ rows, size }: SymmetricBlocks, product: BlockProduct): void {
  for (let k = 0; k < rows.length; k++) {
    const inverse = invertBlock(rows[k][k], size);
    const column = rows.map((blocks, i) => (i > k ? blocks[k] : transpose(rows[k][i], size)));
    for (let i = 0; i < rows.length; i++) {
      if (i !== k) {
        const scaled = product(column[i], inverse, size);
        for (let j = 0; j <= i; j++) {
          if (j !== k) {
            subtract(rows[i][j], product(scaled, column[j], size));
          }
        }
        if (i > k) {
          rows[i][k] = scaled;
        } else {
          rows[k][i] = transpose(scaled, size);
        }
      }
    }
    rows[k][k] = inverse.map((x) => -x);
  }
}

/** The inverse of a positive definite block: Gauss-Jordan in float64, the diagonal as pivots. */
function invertBlock(block: Float32Array, size: number): Float32Array {
  const a = Float64Array.from(block);
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

function subtract(from: Float32Array, values: Float32Array): void {
  for (let i = 0; i < from.length; i++) {
    from[i] -= values[i];
  }
}

function transpose(block: Float32Array, size: number): Float32Array {
  const out = new Float32Array(block.length);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      out[j * size + i] = block[i * size + j];
    }
  }
  return out;
}
