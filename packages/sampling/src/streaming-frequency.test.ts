import { seededRandom } from '@twotower/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aliasTable } from './alias-table.ts';
import { type StreamingOptions, streamingFrequency } from './streaming-frequency.ts';

const options: StreamingOptions = { buckets: 5000, hashes: 1, rate: 0.01, initialGap: 100, seed: 1 };

/** `sum |p - p'|` over the items each 1,000 steps of the paper's simulation; its items are mirrored at step 10,000. */
function simulatedErrors(changes: Partial<StreamingOptions>): number[] {
  const random = seededRandom(7);
  const squares = Float64Array.from({ length: 1000 }, (_, i) => (i + 1) ** 2);
  const before = aliasTable(squares);
  const after = aliasTable(squares.slice().reverse());
  const batch = new Int32Array(128);
  const frequency = streamingFrequency({ ...options, initialGap: 100 * batch.length, ...changes });
  const errors = [];
  for (let step = 0; step < 20_000; step++) {
    const truth = step < 10_000 ? before : after;
    if (step % 1000 === 0) {
      errors.push(
        squares.reduce((sum, _, i) => sum + Math.abs(frequency.probability(i) - truth.probability(i)), 0),
      );
    }
    frequency.observe(batch.map(() => truth.draw(random)));
  }
  return errors;
}

describe('streamingFrequency', () => {
  it('follows the worked example', () => {
    const frequency = streamingFrequency({ ...options, rate: 0.5, initialGap: 10 });
    const seen = [7, 1, 7, 2, 7].map((item) => {
      frequency.observe(Int32Array.of(item));
      return frequency.probability(7);
    });
    expect(seen).toEqual([1 / 10, 1 / 10, 1 / 6, 1 / 6, 1 / 4]);
  });

  it('counts samples: an item at every second place of every batch has probability 1/2', () => {
    const frequency = streamingFrequency({ ...options, rate: 0.1 });
    for (let batch = 0; batch < 100; batch++) {
      frequency.observe(Int32Array.from({ length: 64 }, (_, i) => (i % 2 === 0 ? 3 : 100 + i)));
    }
    expect(frequency.probability(3)).toBeCloseTo(0.5, 6);
  });

  it('takes an item that is new late in the stream for no rarer than an unknown one', () => {
    const frequency = streamingFrequency({ ...options, hashes: 2 });
    frequency.observe(new Int32Array(100_000).fill(1));
    frequency.observe(Int32Array.of(2));
    expect(frequency.probability(2)).toBe(1 / 100);
  });

  it('equals the recurrence over a map as long as no bucket is shared', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 60 }), (stream) => {
        const frequency = streamingFrequency({ ...options, hashes: 3, rate: 0.2 });
        frequency.observe(Int32Array.from(stream));
        for (let item = 0; item <= 5; item++) {
          const times = stream.flatMap((seen, i) => (seen === item ? [i + 1] : []));
          const gap = times.slice(1).reduce((old, t, i) => 0.8 * old + 0.2 * (t - times[i]), 100);
          expect(frequency.probability(item)).toBeCloseTo(1 / Math.max(1, gap), 9);
        }
      }),
    );
  });

  it('reproduces the simulation of the paper: the error falls, jumps when the items are mirrored, falls again', () => {
    const errors = simulatedErrors({});
    expect(errors[0]).toBeGreaterThan(0.9);
    expect(errors[5]).toBeLessThan(0.3 * errors[0]);
    expect(Math.max(...errors.slice(5, 10)) - Math.min(...errors.slice(5, 10))).toBeLessThan(0.02);
    expect(errors[10]).toBeGreaterThan(1.4);
    expect(errors[12]).toBeLessThan(0.5);
    expect(errors[19]).toBeLessThan(0.3);
  });

  it('reproduces that a higher rate follows faster and ends noisier', () => {
    const slow = simulatedErrors({ hashes: 2 });
    const fast = simulatedErrors({ hashes: 2, rate: 0.1 });
    expect(fast[1]).toBeLessThan(slow[1]);
    expect(fast[9]).toBeGreaterThan(slow[9]);
  });

  it('reproduces that several hashes beat one of the same memory', () => {
    const last = (changes: Partial<StreamingOptions>) => simulatedErrors(changes)[9];
    expect(last({ buckets: 1000, hashes: 5 })).toBeLessThan(0.5 * last({ buckets: 5000 }));
    expect(last({ buckets: 500, hashes: 4 })).toBeLessThan(last({ buckets: 2000 }));
  });

  it('goes on from a saved state as if never stopped', () => {
    const stream = Int32Array.from({ length: 3000 }, (_, i) => (i * i) % 97);
    const whole = streamingFrequency({ ...options, hashes: 2 });
    whole.observe(stream);
    const first = streamingFrequency({ ...options, hashes: 2 });
    first.observe(stream.subarray(0, 1234));
    const second = streamingFrequency({ ...options, hashes: 2 }, structuredClone(first.state()));
    second.observe(stream.subarray(1234));
    expect(second.state()).toEqual(whole.state());
  });

  it('refuses a state of another size and options without sense', () => {
    const state = streamingFrequency(options).state();
    expect(() => streamingFrequency({ ...options, hashes: 2 }, state)).toThrow(/5000 buckets.*2 x 5000/);
    expect(() => streamingFrequency({ ...options, buckets: 0 })).toThrow(/buckets >= 1/);
    expect(() => streamingFrequency({ ...options, rate: 0 })).toThrow(/rate in \(0, 1\]/);
    expect(() => streamingFrequency({ ...options, initialGap: 0 })).toThrow(/initial gap >= 1/);
  });
});
