import type * as tfjs from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Ops } from './ops.ts';

interface Attribute {
  name: string;
  type: number;
  value: unknown;
}

/** What is used of tfjs-node's backend. */
interface NodeBackend {
  readonly binding: Record<
    | 'TF_ATTR_TYPE'
    | 'TF_ATTR_BOOL'
    | 'TF_ATTR_INT'
    | 'TF_ATTR_STRING'
    | 'TF_ATTR_FLOAT'
    | 'TF_FLOAT'
    | 'TF_INT32',
    number
  >;
  executeSingleOutput(operation: string, attributes: Attribute[], inputs: Tensor[]): Tensor;
}

/**
 * TensorFlow kernels called on tfjs-node's backend directly: a public op costs several times its kernel's dispatch.
 * Softmax is oneDNN's, 2-5 times faster than the fused cross-entropy kernel.
 */
export function nativeOps(tf: typeof tfjs): Ops {
  const backend = tf.findBackend('tensorflow') as unknown as NodeBackend;
  const { binding } = backend;
  const float: Attribute = { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT };
  const index = (name: string): Attribute => ({ name, type: binding.TF_ATTR_TYPE, value: binding.TF_INT32 });
  const flag = (name: string, value: boolean): Attribute => ({ name, type: binding.TF_ATTR_BOOL, value });

  const run = (operation: string, attributes: Attribute[], ...inputs: Tensor[]) =>
    backend.executeSingleOutput(operation, attributes, inputs);
  const matMul = (left: boolean, right: boolean) => {
    const attributes = [float, flag('transpose_a', left), flag('transpose_b', right)];
    return (a: Tensor, b: Tensor) => run('MatMul', attributes, a, b);
  };
  const reduce = (operation: string, axis: number, keep: boolean) => {
    const attributes = [float, index('Tidx'), flag('keep_dims', keep)];
    return (x: Tensor) => {
      const axes = tf.tensor1d([axis], 'int32');
      const reduced = run(operation, attributes, x, axes);
      axes.dispose();
      return reduced;
    };
  };
  const multiplyMatrices = matMul(false, false);
  const plain = [float];
  const gather = [{ ...float, name: 'Tparams' }, index('Tindices')];
  const scatter = [float, index('Tindices')];

  return {
    matMul: multiplyMatrices,
    matMulLeftTransposed: matMul(true, false),
    matMulRightTransposed: matMul(false, true),
    affine: (x, weights, bias, relu) => {
      const y = run('BiasAdd', plain, multiplyMatrices(x, weights), bias);
      return relu ? run('Relu', plain, y) : y;
    },
    add: (a, b) => run('AddV2', plain, a, b),
    subtract: (a, b) => run('Sub', plain, a, b),
    multiply: (a, b) => run('Mul', plain, a, b),
    relu: (x) => run('Relu', plain, x),
    sign: (x) => run('Sign', plain, x),
    sigmoid: (x) => run('Sigmoid', plain, x),
    softplus: (x) => run('Softplus', plain, x),
    maxOfRows: reduce('Max', 1, true),
    sumOfRows: reduce('Sum', 1, true),
    sumOfColumns: reduce('Sum', 0, false),
    softmax: (x) => run('Softmax', plain, x),
    pick: (x, pairs) => run('GatherNd', gather, x, tf.tensor2d(pairs, [pairs.length / 2, 2], 'int32')),
    put: (x, pairs, value) =>
      run(
        'TensorScatterUpdate',
        scatter,
        x,
        tf.tensor2d(pairs, [pairs.length / 2, 2], 'int32'),
        tf.tensor1d(typeof value === 'number' ? new Float32Array(pairs.length / 2).fill(value) : value),
      ),
  };
}
