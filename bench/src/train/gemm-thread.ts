import { parentPort, workerData } from 'node:worker_threads';
import { openEngine } from './engine-kind.ts';
import type { GemmThreadStart } from './gemm-once.ts';

const side = 512;
const { seconds }: GemmThreadStart = workerData;
const { kernel } = await openEngine('kernel');
const square = (value: number) => new Float32Array(side * side).fill(value);
const [a, b, out] = [square(0.5), square(0.25), square(0)];
const multiply = () => kernel?.multiply(side, side, side, a, b, out);
for (let n = 0; n < 20; n++) {
  multiply();
}
const started = performance.now();
let [products, elapsed] = [0, 0];
while (elapsed < seconds) {
  multiply();
  products++;
  elapsed = (performance.now() - started) / 1000;
}
parentPort?.postMessage((products * 2 * side ** 3) / elapsed);
