import { memoryDataset } from '@twotower/features';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitDataset } from './split.ts';

/** Positives at the given times; an event's item is its row. */
function datasetAt(times: readonly number[]) {
  const length = times.length;
  return memoryDataset({
    users: { ids: ['u', 'v'], columns: {} },
    items: { ids: ['a', 'b'], columns: {} },
    types: ['click'],
    events: {
      length,
      user: new Int32Array(length),
      item: Int32Array.from({ length }, (_, i) => i),
      time: Float64Array.from(times),
      weight: new Float32Array(length).fill(1),
      type: new Uint8Array(length),
      positive: new Uint8Array(length).fill(1),
    },
  });
}

const rows = (part: { description: { events: { item: Int32Array } } }) => [...part.description.events.item];

describe('a split', () => {
  it('gives the last events to test and those before to validation', () => {
    const split = splitDataset(datasetAt([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), {
      kind: 'temporal',
      validation: 0.1,
      test: 0.2,
    });
    expect([rows(split.train), rows(split.validation), rows(split.test)]).toEqual([
      [0, 1, 2, 3, 4, 5, 6],
      [7],
      [8, 9],
    ]);
  });

  it('never parts one instant', () => {
    const split = splitDataset(datasetAt([0, 1, 2, 3, 4, 5, 6, 6, 6, 9]), {
      kind: 'temporal',
      validation: 0,
      test: 0.2,
    });
    expect([rows(split.train), rows(split.validation), rows(split.test)]).toEqual([
      [0, 1, 2, 3, 4, 5, 6, 7, 8],
      [],
      [9],
    ]);
  });

  it('is temporal where there are times, random otherwise', () => {
    expect(splitDataset(datasetAt([1, 2, 3, 4])).kind).toBe('temporal');
    expect(splitDataset(datasetAt([Number.NaN, Number.NaN])).kind).toBe('random');
  });

  it('says what to do where it cannot be made', () => {
    const untimed = datasetAt([Number.NaN, Number.NaN]);
    expect(() => splitDataset(untimed, { kind: 'temporal', validation: 0, test: 0.5 })).toThrow(
      /name schema.event.time/,
    );
    expect(() => splitDataset(untimed, { kind: 'random', validation: 0.5, test: 0.5, seed: 1 })).toThrow(
      /below 1/,
    );
    expect(() => splitDataset(datasetAt([5, 5]), { kind: 'temporal', validation: 0, test: 0.9 })).toThrow(
      /no positive event is left/,
    );
  });

  it('puts each event in one part, in order, the same for the same seed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 60 }),
        fc.integer(),
        fc.constantFrom('random', 'temporal'),
        (n, seed, kind) => {
          const dataset = datasetAt(Array.from({ length: n }, (_, i) => i * 10));
          const config = { kind, validation: 0.1, test: 0.2, seed } as const;
          const split = splitDataset(dataset, config);
          const parts = [rows(split.train), rows(split.validation), rows(split.test)];
          expect(parts.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
          for (const part of parts) {
            expect(part).toEqual([...part].sort((a, b) => a - b));
          }
          expect(rows(splitDataset(dataset, config).test)).toEqual(parts[2]);
          expect(split.train.users).toBe(dataset.users);
        },
      ),
    );
  });
});
