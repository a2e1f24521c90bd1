import { seededRandom } from '@twotower/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawCandidates } from './candidates.ts';
import { inBatchNegatives } from './in-batch.ts';
import { countFrequency } from './item-frequency.ts';
import { uniformNegatives } from './uniform.ts';
import { vectorQueue } from './vector-queue.ts';

const frequency = countFrequency(Float64Array.of(4, 3, 2, 1));
const options = { capacity: 3, dim: 2, warmUp: 0, frequency };

/** Vectors that tell their item and when they were pushed. */
const pushed = (items: number[], push: number) =>
  [Int32Array.from(items), Float32Array.from(items.flatMap((item) => [item, push]))] as const;

describe('vectorQueue', () => {
  it('is empty while it warms up', () => {
    const queue = vectorQueue({ ...options, warmUp: 1 });
    queue.push(...pushed([1, 2], 0));
    expect(queue.size).toBe(0);
    queue.push(...pushed([3], 1));
    expect([queue.draws(9), queue.share(9), [...queue.vectors()]]).toEqual([1, 1, [3, 1]]);
  });

  it('keeps the newest, each item with its vector, as a list would', () => {
    const batches = fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 5 }), { maxLength: 6 });
    fc.assert(
      fc.property(batches, (lists) => {
        const queue = vectorQueue(options);
        let slow: [number, number][] = [];
        lists.forEach((items, push) => {
          queue.push(...pushed(items, push));
          slow = [...slow, ...items.map((item): [number, number] => [item, push])].slice(-3);
          const { items: kept, vectors, next } = queue.state();
          // From the place that is written next on, a full ring goes from the oldest to the newest.
          const oldest = kept.length < 3 ? 0 : next;
          const inOrder = slow.map((_, n) => (oldest + n) % kept.length);
          expect(inOrder.map((place) => kept[place])).toEqual(slow.map(([item]) => item));
          expect(inOrder.flatMap((place) => [...vectors.subarray(2 * place, 2 * place + 2)])).toEqual(
            slow.flat(),
          );
          const filled = new Int32Array(queue.draws(1));
          queue.fill(filled, seededRandom(1));
          expect([...filled]).toEqual([...queue.vectors()].filter((_, i) => i % 2 === 0));
        });
        const restored = vectorQueue(options, structuredClone(queue.state()));
        expect(restored.state()).toEqual(queue.state());
      }),
    );
  });

  it('stands last among the candidates, with vectors that a later push leaves alone', () => {
    const queue = vectorQueue(options);
    queue.push(...pushed([3, 0], 0));
    const sources = [queue, inBatchNegatives(frequency), uniformNegatives(4, 2)];
    const drawn = drawCandidates(sources, Int32Array.of(1, 2), seededRandom(1), 'count');
    expect(drawn.encoded).toBe(4);
    queue.push(...pushed([1, 1, 1], 1));
    expect([...drawn.items.subarray(4)]).toEqual([3, 0]);
    expect([...drawn.vectors]).toEqual([3, 0, 0, 0]);
    expect(drawn.logQ[5]).toBeCloseTo(Math.log((4 / 6) * 0.4 + (2 / 6) * 0.25), 6);
  });

  it('refuses vectors that do not fit', () => {
    expect(() => vectorQueue(options).push(Int32Array.of(1), new Float32Array(3))).toThrow(/expected 1 x 2/);
    expect(() => vectorQueue({ ...options, capacity: 0 })).toThrow(/capacity >= 1/);
  });
});
