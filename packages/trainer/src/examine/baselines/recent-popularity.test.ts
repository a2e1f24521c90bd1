import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserRuns } from '../../prepare/items-by-user.ts';
import { inMemory, positivesFrom } from '../../prepare/positives.ts';
import { countItems } from '../../prepare/prepare.ts';
import { recentPopularityScorer } from './recent-popularity.ts';

const ITEMS = 5;

/** The scores of one user who did everything: `(item, time)`. */
function scores(events: readonly (readonly [number, number])[], share?: number): number[] {
  const list = positivesFrom([events.map(([item]) => item)]);
  const source = inMemory(list.offsets, {
    ...list.readUsers(0, 1),
    time: Float64Array.from(events, ([, time]) => time),
  });
  const out = new Float32Array(ITEMS);
  recentPopularityScorer(source, countItems(ITEMS, source), share).score(
    { users: Int32Array.of(0), history: new UserRuns(1).of(source.readUsers(0, 1)) },
    out,
  );
  return [...out];
}

describe('recentPopularityScorer', () => {
  it('counts the newest share, then the rest', () => {
    const row = scores(
      [
        [0, 0],
        [0, 10],
        [1, 20],
        [2, 90],
      ],
      0.25,
    );
    expect(row.map((score) => Number(score.toFixed(4)))).toEqual([0.6667, 0.3333, 1.3333, 0, 0]);
  });

  it('counts everything where all times are the same', () => {
    expect(
      scores([
        [3, 7],
        [3, 7],
        [1, 7],
      ]).map(Math.floor),
    ).toEqual([0, 1, 0, 2, 0]);
  });

  it('equals sorting by time, where the window ends between two times', () => {
    // Every time is at the beginning of a stretch of its own.
    const event = fc.tuple(fc.integer({ min: 0, max: ITEMS - 1 }), fc.integer({ min: 1, max: 65_535 }));
    fc.assert(
      fc.property(
        fc.uniqueArray(event, { maxLength: 30, selector: ([, time]) => time }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (middle, share) => {
          const events = [[0, 0] as const, ...middle, [1, 65_536] as const];
          const held = Math.ceil(share * events.length);
          const newest = [...events].sort((a, b) => b[1] - a[1]);
          // The very last time shares the last stretch with the time before it, where that is there.
          const window = newest.filter(([, time], r) => r < held || (time === 65_535 && r === 1));
          const count = (list: readonly (readonly [number, number])[], j: number) =>
            list.filter(([item]) => item === j).length;
          const most = Math.max(...Array.from({ length: ITEMS }, (_, j) => count(events, j)));
          scores(events, share).forEach((score, j) => {
            expect(score).toBeCloseTo(count(window, j) + count(events, j) / (most + 1), 5);
          });
        },
      ),
    );
  });
});
