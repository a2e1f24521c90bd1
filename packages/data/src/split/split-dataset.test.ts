import { type Dataset, memoryDataset } from '@twotower/features';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventsOf } from '../test-data.ts';
import { splitDataset } from './split-dataset.ts';

/** Events at the given times; an event's item is its row. */
function datasetAt(
  times: readonly number[],
  {
    users = [] as readonly number[],
    positive = [] as readonly number[],
    origin = [] as readonly number[],
    ids = ['u', 'v'],
  } = {},
) {
  const length = times.length;
  return memoryDataset({
    users: { ids, columns: {} },
    items: { ids: ['a', 'b'], columns: {} },
    types: ['click'],
    dictionaries: {},
    events: {
      length,
      user: Int32Array.from({ length }, (_, i) => users[i] ?? 0),
      item: Int32Array.from({ length }, (_, i) => i),
      time: Float64Array.from(times),
      weight: new Float32Array(length).fill(1),
      type: new Uint8Array(length),
      positive: Uint8Array.from({ length }, (_, i) => positive[i] ?? 1),
      offset: Float64Array.from({ length }, (_, i) => i),
      origin: Uint8Array.from({ length }, (_, i) => origin[i] ?? 0),
      context: {},
    },
  });
}

const rows = (part: Dataset) => [...eventsOf(part).item];

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

  it('cuts at the instants that the config gives, and lets validation end where the test part begins', () => {
    const day = Date.UTC(2026, 4, 1);
    const dataset = datasetAt([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((d) => day + d * 86_400_000));
    const given = splitDataset(dataset, {
      kind: 'temporal',
      validation: 0.1,
      test: 0.1,
      validationFrom: '2026-05-06',
      testFrom: '2026-05-08T00:00:00+08:00',
    });
    expect([rows(given.train), rows(given.validation), rows(given.test)]).toEqual([
      [0, 1, 2, 3, 4],
      [5, 6],
      [7, 8, 9],
    ]);
    const shared = splitDataset(dataset, {
      kind: 'temporal',
      validation: 0.2,
      test: 0.1,
      testFrom: '2026-05-05',
    });
    expect([rows(shared.validation), rows(shared.test)]).toEqual([
      [2, 3],
      [4, 5, 6, 7, 8, 9],
    ]);
    expect(() =>
      splitDataset(dataset, { kind: 'temporal', validation: 0.1, test: 0.1, testFrom: 'May' }),
    ).toThrow(/split.testFrom: "May" is no time/);
    const shares = { kind: 'temporal', validation: 0.1, test: 0.1 } as const;
    expect(() => splitDataset(dataset, { ...shares, testFrom: '2030-01-01' })).toThrow(
      /no positive event lies at or after 2030/,
    );
    expect(() =>
      splitDataset(dataset, { ...shares, testFrom: '2026-05-03', validationFrom: '2026-05-05' }),
    ).toThrow(/lies after testFrom/);
  });

  it("leaves each user's last positive out, and the one before for validation where there are three", () => {
    const users = [0, 0, 0, 0, 0, 1, 1, 1, 2];
    const positive = [1, 0, 1, 1, 0, 1, 1, 0, 1];
    const dataset = datasetAt(
      users.map((_, i) => i),
      { users, positive, ids: ['u', 'v', 'w'] },
    );
    const split = splitDataset(dataset, { kind: 'leave-last-out' });
    expect([rows(split.train), rows(split.validation), rows(split.test)]).toEqual([
      [0, 1, 5, 8],
      [2],
      [3, 4, 6, 7],
    ]);
    const forTraining = splitDataset(dataset, { kind: 'leave-last-out' }, 'to-training');
    expect([rows(forTraining.train), rows(forTraining.validation), rows(forTraining.test)]).toEqual([
      [0, 1, 2, 5, 8],
      [3, 4, 6, 7],
      [],
    ]);
  });

  it('parts files as the config names them', () => {
    const dataset = datasetAt([0, 1, 2, 3], { origin: [0, 2, 1, 0] });
    const split = splitDataset(dataset, { kind: 'files', validation: 'held.csv', test: 'test.csv', seed: 1 });
    expect([rows(split.train), rows(split.validation), rows(split.test)]).toEqual([[0, 3], [2], [1]]);
    const origin = [0, 2, 0, 0, 2, 0];
    const drawn = splitDataset(datasetAt([0, 1, 2, 3, 4, 5], { origin }), {
      kind: 'files',
      validation: 0.5,
      test: 'test.csv',
      seed: 1,
    });
    expect(rows(drawn.test)).toEqual([1, 4]);
    expect([rows(drawn.train).length, rows(drawn.validation).length]).toEqual([2, 2]);
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
