import { describe, expect, it } from 'vitest';
import { inMemory, type PositiveSource, positivesFrom } from '../../prepare/positives.ts';
import { countItems } from '../../prepare/prepare.ts';
import { createBaselines } from './baselines.ts';

const untimed = positivesFrom([[], [0, 1], [1, 2, 0]]);
const timed = inMemory(untimed.offsets, {
  ...untimed.readUsers(0, 3),
  time: Float64Array.of(1, 2, 1, 5, 9),
});

function names(source: PositiveSource, asked: Parameters<typeof createBaselines>[0], items = 3): string[] {
  return createBaselines(asked, { positives: source, counts: countItems(items, source) }).map(
    ({ name }) => name,
  );
}

describe('createBaselines', () => {
  it('takes by itself what fits the data', () => {
    expect(names(timed, 'auto')).toEqual([
      'popularity',
      'recent-popularity',
      'item-knn',
      'transitions',
      'ease',
    ]);
    expect(names(untimed, 'auto')).toEqual(['popularity', 'item-knn', 'ease']);
    expect(names(timed, 'auto', 10_001)).not.toContain('ease');
  });

  it('takes the list of a config, but nothing recent without times', () => {
    expect(names(untimed, ['ials', 'recent-popularity', 'transitions'])).toEqual(['ials', 'transitions']);
  });

  it('serves a new user by popularity, whichever it is', () => {
    const training = { positives: timed, counts: Float64Array.of(2, 3, 1) };
    const history = { starts: new Int32Array(3), ends: new Int32Array(3), items: new Int32Array(0) };
    const all = createBaselines(
      ['popularity', 'item-knn', 'transitions', 'ease', 'ials', 'recent-popularity'],
      training,
    );
    for (const { name, scorer } of all) {
      const out = new Float32Array(3);
      scorer().score({ users: Int32Array.of(0), history }, out);
      const best = name === 'recent-popularity' ? 0 : 1;
      expect(out.indexOf(Math.max(...out)), name).toBe(best);
    }
  });
});
