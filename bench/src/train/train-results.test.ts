import { expect, it } from 'vitest';
import type { Round } from './train-results.ts';
import { summarise } from './train-results.ts';
import { trainTable } from './train-table.ts';

const rate = (samplesPerSecond: number) => ({ samplesPerSecond, loss: 1 });
const rounds: Round[] = [
  { batch: 256, flopsPerSecond: 1e12, rates: { kernel: rate(300), tfrs: rate(100), torch: rate(150) } },
  { batch: 256, flopsPerSecond: 1e12, rates: { kernel: rate(100), tfrs: rate(100), torch: rate(20) } },
  { batch: 256, flopsPerSecond: 1e12, rates: { kernel: rate(400), tfrs: rate(80), torch: rate(100) } },
];

it('takes the median of the ratios to the better peer of the same round', () => {
  const [{ batch, samplesPerSecond, ratios }] = summarise(rounds);
  expect(batch).toBe(256);
  expect(samplesPerSecond).toEqual({ kernel: 300, tfrs: 100, torch: 100 });
  expect(ratios.kernel).toBe(2);
});

it('has no ratios without peers and no limit without a rate of matrix products', () => {
  const [summary] = summarise([{ batch: 256, rates: { wasm: rate(10) } }]);
  expect(summary).toEqual({ batch: 256, samplesPerSecond: { wasm: 10 }, ratios: {} });
});

it('writes a row a contender that was measured', () => {
  const table = trainTable(summarise(rounds));
  expect(table.split('\n')).toHaveLength(7);
  expect(table).toContain('TensorFlow Recommenders');
  expect(table).not.toContain('WebAssembly');
});
