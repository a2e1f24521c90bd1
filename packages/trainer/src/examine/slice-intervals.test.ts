import { expect, it } from 'vitest';
import { knownAndNew } from './groupings.ts';
import { pairedBootstrap } from './paired-bootstrap.ts';
import { sliceIntervals } from './slice-intervals.ts';

const metrics = ['ndcg@5'];
const values = (...column: number[]) => ({
  metrics,
  users: Int32Array.of(1, 2, 4, 5),
  values: Float32Array.from(column),
});

it('compares two scorers within known and within new users, each group as if there were no other', () => {
  // Users 1 and 4 are known.
  const userGroupings = [knownAndNew(Uint8Array.of(0, 1, 0, 0, 1, 0))];
  const model = values(0.5, 0, 0.25, 0);
  const baseline = values(0, 1, 0.125, 1);
  const intervals = sliceIntervals([{ userGroupings, model, baseline }], 1);
  expect(intervals.known).toEqual(
    pairedBootstrap(
      { metrics, users: Int32Array.of(1, 4), values: Float32Array.of(0.5, 0.25) },
      { metrics, users: Int32Array.of(1, 4), values: Float32Array.of(0, 0.125) },
      1,
    ),
  );
  expect(intervals.new['ndcg@5']).toEqual({ difference: -1, low: -1, high: -1 });
});

it('asks each examination anew who is known', () => {
  const first = {
    userGroupings: [knownAndNew(new Uint8Array(6))],
    model: values(1, 0, 0, 0),
    baseline: values(0, 0, 0, 0),
  };
  const second = { ...first, userGroupings: [knownAndNew(new Uint8Array(6).fill(1))] };
  const intervals = sliceIntervals([first, second], 1);
  expect(intervals.new).toEqual(pairedBootstrap(first.model, first.baseline, 1));
  expect(intervals.known).toEqual(intervals.new);
});

it('has no interval where no user of a group was examined', () => {
  const userGroupings = [knownAndNew(new Uint8Array(6).fill(1))];
  const compared = { userGroupings, model: values(1, 1, 1, 1), baseline: values(0, 0, 0, 0) };
  expect(Object.keys(sliceIntervals([compared], 1))).toEqual(['known']);
});
