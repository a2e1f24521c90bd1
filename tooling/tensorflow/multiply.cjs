// Exits 0 when tfjs-node multiplies two matrices rightly. It calls functions that Node 23 took out of `util`.
const util = require('node:util');

util.isNullOrUndefined ??= (value) => value === null || value === undefined;
util.isArray ??= Array.isArray;

const tf = require('@tensorflow/tfjs-node');
const product = tf.matMul(tf.tensor2d([1, 2, 3, 4], [2, 2]), tf.tensor2d([5, 6, 7, 8], [2, 2]));
const right = [19, 22, 43, 50].every((value, at) => product.dataSync()[at] === value);
if (!right || tf.getBackend() !== 'tensorflow') {
  console.error(`Error: wrong product on backend ${tf.getBackend()}`);
  process.exit(1);
}
