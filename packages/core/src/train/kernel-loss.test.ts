import type { Kernel } from '@twotower/kernel';
import { loadKernel } from '@twotower/kernel';
import { beforeAll, describe, expect, it } from 'vitest';
import { type PlainBatch, plainGradient, plainLoss, randomBatch } from '../../test/plain-losses.ts';
import { runLoss } from '../../test/run-loss.ts';
import { seededRandom } from '../index.ts';
import { type LossOptions, loadEngine } from './index.ts';
import { kernelLoss } from './kernel-loss.ts';
import type { VectorBatch } from './vector-loss.ts';

const loaded = loadKernel();
const engine = await loadEngine('auto', { kernel: false });

const losses: LossOptions[] = [
  { kind: 'softmax' },
  { kind: 'softmax', logQForm: 'refined' },
  { kind: 'bsl', c: 1.3 },
];

function run(kernel: Kernel, options: LossOptions, batch: PlainBatch) {
  const dim = batch.users[0].length;
  const { loss, ofUsers, ofItems } = kernelLoss(kernel, options, dim)(vectorBatch(batch));
  return {
    loss,
    users: [...ofUsers.subarray(0, batch.users.length * dim)],
    items: [...ofItems.subarray(0, batch.items.length * dim)],
  };
}

function vectorBatch({ users, items, logQ, weights, hits, own, temperature }: PlainBatch): VectorBatch {
  return {
    size: users.length,
    rows: items.length,
    users: Float32Array.from(users.flat()),
    items: Float32Array.from(items.flat()),
    temperature,
    logQ: Float32Array.from(logQ),
    weights: Float32Array.from(weights),
    hits: Int32Array.from(hits),
    ...(own && {
      own: { perRow: own.perRow, ...(own.present && { present: Uint8Array.from(own.present) }) },
    }),
  };
}

/** Unit vectors of `dim`, with hits anywhere, so that no size is a multiple of the kernel's tiles. */
function largeBatch(size: number, candidates: number, dim: number, seed: number): PlainBatch {
  const random = seededRandom(seed);
  const unit = () => {
    const vector = Array.from({ length: dim }, () => random.normal());
    const length = Math.hypot(...vector);
    return vector.map((x) => x / length);
  };
  return {
    users: Array.from({ length: size }, unit),
    items: Array.from({ length: candidates }, unit),
    logQ: Array.from({ length: candidates }, () => -2 - 3 * random.next()),
    weights: Array.from({ length: size }, () => 0.5 + random.next()),
    hits: Array.from({ length: size }, (_, r) => [r, (r + 1 + random.integer(candidates - 1)) % candidates])
      .filter(([row, column]) => row !== column)
      .flat(),
    temperature: 0.1,
  };
}

function expectClose(actual: readonly number[], expected: readonly number[], within: number) {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, i) => {
    if (!(Math.abs(value - expected[i]) < within)) expect.fail(`[${i}]: ${value} is not ${expected[i]}`);
  });
}

describe.each(loaded.kind === 'loaded' ? loaded.kernel.instructionSets : [])(
  'losses of the kernel on %s',
  (name) => {
    const kernel = loaded.kind === 'loaded' ? loaded.kernel : ({} as Kernel);
    beforeAll(() => kernel.use(kernel.instructionSets.indexOf(name)));

    it.each(losses)('$kind $logQForm equals the plain loss and its finite differences', (options) => {
      for (let seed = 1; seed <= 12; seed++) {
        const batch = randomBatch(seed, seed % 3);
        const { loss, users, items } = run(kernel, options, batch);
        expect(loss).toBeCloseTo(plainLoss(options, batch), 4);
        expectClose(users, plainGradient(options, batch, 'users').flat(), 1e-3);
        expectClose(items, plainGradient(options, batch, 'items').flat(), 1e-3);
      }
    });

    it.each([
      [5, 5, 3],
      [97, 130, 16],
      [200, 611, 64],
      [33, 1000, 20],
      [13, 64, 100],
    ])('equals TensorFlow for %i users, %i candidates, dim %i', (size, candidates, dim) => {
      for (const options of losses) {
        const batch = largeBatch(size, candidates, dim, size);
        const expected = runLoss(engine, options, batch);
        const actual = run(kernel, options, batch);
        expect(actual.loss).toBeCloseTo(expected.loss, 4);
        expectClose(actual.users, expected.users, 2e-5);
        expectClose(actual.items, expected.items, 2e-5);
      }
    });

    it('takes the positives own correction, and does not blow up at a tiny temperature', () => {
      const batch = { ...largeBatch(9, 30, 8, 3), temperature: 0.002 };
      expect(Number.isFinite(run(kernel, { kind: 'softmax' }, batch).loss)).toBe(true);
      const of = kernelLoss(kernel, { kind: 'softmax' }, 8);
      const plain = { ...vectorBatch(batch), temperature: 0.5 };
      const same = { ...plain, positiveLogQ: plain.logQ.slice(0, 9) };
      const other = { ...plain, positiveLogQ: plain.logQ.slice(0, 9).fill(-9) };
      expect(of(same).loss).toBe(of(plain).loss);
      expect(of(other).loss).toBeLessThan(of(plain).loss);
    });

    it('says so where a number is none, whoever brought it in', () => {
      const broken = (side: 'users' | 'items', at: number) => {
        const batch = largeBatch(5, 9, 4, 2);
        return {
          ...batch,
          [side]: batch[side].map((vector, i) => (i === at ? vector.map(() => Number.NaN) : vector)),
        };
      };
      for (const options of losses) {
        for (const batch of [broken('users', 2), broken('items', 1), broken('items', 8)]) {
          expect(run(kernel, options, batch).loss).toBeNaN();
        }
      }
    });

    it('counts a pair that is masked twice once, and sorts pairs that are out of order', () => {
      const batch = largeBatch(6, 12, 4, 5);
      const hits = [0, 3, 0, 3, 4, 1, 2, 7];
      for (const options of losses) {
        const expected = runLoss(engine, options, { ...batch, hits });
        expect(run(kernel, options, { ...batch, hits }).loss).toBeCloseTo(expected.loss, 5);
      }
    });

    it('refuses what does not fit', () => {
      const batch = largeBatch(4, 8, 4, 1);
      const softmax: LossOptions = { kind: 'softmax' };
      expect(() => run(kernel, softmax, { ...batch, hits: [1, 1] })).toThrow(/batch: .*pair \(1, 1\)/);
      expect(() => run(kernel, softmax, { ...batch, hits: [1, 8] })).toThrow(/batch: .*pair \(1, 8\)/);
      expect(() => run(kernel, softmax, { ...batch, weights: [0, 0, 0, 0] })).toThrow(/weights: sum to 0/);
      expect(() => run(kernel, softmax, { ...batch, logQ: [1] })).toThrow(/logQ is one an item/);
      expect(() => run(kernel, { kind: 'bsl', c: -1 }, batch)).toThrow(/c is -1/);
      expect(() => run(kernel, { kind: 'ccl' }, batch)).toThrow(/does not know it/);
    });
  },
);
