import { availableParallelism } from 'node:os';
import type { Engine } from '@twotower/core/train';

/** The two products of which a large matrix is inverted; all matrices row by row. */
export interface DenseProducts {
  /** `a b` of `[rows, size]` and `[size, size]`; the result is new. */
  multiply(a: Float32Array, b: Float32Array, size: number): Float32Array;
  /** Adds `a bT` of two `[order, depth]` to the lower triangle of `out[order, order]`; above the diagonal anything may stand. */
  addLower(a: Float32Array, b: Float32Array, depth: number, out: Float32Array): void;
}

/** By the native kernel on all cores, without it by TensorFlow.js. */
export function denseProducts(engine: Pick<Engine, 'tf' | 'ops' | 'kernel'>): DenseProducts {
  const { kernel } = engine;
  if (!kernel) {
    return tensorProducts(engine);
  }
  const threads = availableParallelism();
  return {
    multiply: (a, b, size) => {
      const out = new Float32Array(a.length);
      kernel.multiply(a.length / size, size, size, a, b, out);
      return out;
    },
    addLower: (a, b, depth, out) =>
      kernel.addLowerProduct({ order: a.length / depth, depth, threads, a, b, out }),
  };
}

/** Of a tile: a product of two is worth its call. */
const tile = 512;

function tensorProducts({ tf, ops }: Pick<Engine, 'tf' | 'ops'>): DenseProducts {
  return {
    multiply: (a, b, size) =>
      tf.tidy(() =>
        tf
          .matMul(tf.tensor2d(a, [a.length / size, size]), tf.tensor2d(b, [size, size]))
          .dataSync<'float32'>(),
      ),
    addLower: (a, b, depth, out) => {
      const order = a.length / depth;
      const block = (of: Float32Array, from: number) => {
        const rows = Math.min(tile, order - from);
        return tf.tensor2d(of.subarray(from * depth, (from + rows) * depth), [rows, depth]);
      };
      for (let row = 0; row < order; row += tile) {
        for (let column = 0; column <= row; column += tile) {
          const product = tf.tidy(() =>
            ops.matMulRightTransposed(block(a, row), block(b, column)).dataSync<'float32'>(),
          );
          addBlock(product, Math.min(tile, order - column), out, row * order + column, order);
        }
      }
    },
  };
}

/** Adds a block of that width to the place in a matrix whose rows are `stride` long. */
function addBlock(block: Float32Array, width: number, out: Float32Array, at: number, stride: number): void {
  for (let i = 0; i * width < block.length; i++) {
    for (let j = 0; j < width; j++) {
      out[at + i * stride + j] += block[i * width + j];
    }
  }
}
