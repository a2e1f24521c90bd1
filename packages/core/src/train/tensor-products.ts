import { type Products, plainProducts } from '@twotower/kernel';
import type { Engine } from './engine.ts';
import { inScope } from './tensor-scope.ts';

/**
 * Matrix products by TensorFlow, all else in TypeScript: for training without the kernel. What is done number by number costs less
 * than the way to TensorFlow and back.
 */
export function tensorProducts(engine: Engine): Products {
  const matrix = (values: Float32Array, rows: number, columns: number) =>
    engine.tf.tensor2d(values.subarray(0, rows * columns), [rows, columns]);
  return {
    ...plainProducts,
    affine: ({ inputs, outputs, weights, bias }, x, size, relu, y) =>
      inScope(engine, ({ tf, ops }) => {
        const of = ops.affine(
          matrix(x, size, inputs),
          matrix(weights, inputs, outputs),
          tf.tensor1d(bias),
          relu,
        );
        y.set(of.dataSync<'float32'>());
      }),
    affineBackward: ({ inputs, outputs, weights }, x, size, ofOutputs, gradients, ofInputs) =>
      inScope(engine, ({ ops }) => {
        const dy = matrix(ofOutputs, size, outputs);
        const ofWeights = ops.matMulLeftTransposed(matrix(x, size, inputs), dy);
        add(gradients.weights, ofWeights.dataSync<'float32'>());
        add(gradients.bias, ops.sumOfColumns(dy).dataSync<'float32'>());
        ofInputs.set(ops.matMulRightTransposed(dy, matrix(weights, inputs, outputs)).dataSync<'float32'>());
      }),
    multiply: (rows, depth, columns, a, b, out) =>
      inScope(engine, ({ ops }) => {
        out.set(ops.matMul(matrix(a, rows, depth), matrix(b, depth, columns)).dataSync<'float32'>());
      }),
  };
}

function add(sum: Float32Array, values: Float32Array): void {
  for (let i = 0; i < sum.length; i++) sum[i] += values[i];
}
