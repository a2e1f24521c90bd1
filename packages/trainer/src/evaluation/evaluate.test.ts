import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { positivesFrom } from '../positives.ts';
import { type Examination, evaluate } from './evaluate.ts';
import { MetricSums } from './metrics.ts';
import type { ScoredUsers } from './scorer.ts';

const ITEMS = 9;
const USERS = 4;

/** The definitions, word for word, on plain lists. */
function oracle(scores: number[][], seen: number[][], test: number[][], k: number, mask: boolean) {
  const shown = new Set<number>();
  const perUser: { recall: number; ndcg: number; hr: number; mrr: number }[] = [];
  let hitPairs = 0;
  let pairs = 0;
  for (let u = 0; u < USERS; u++) {
    const relevant = [...new Set(test[u])].filter((item) => !mask || !seen[u].includes(item));
    if (relevant.length === 0) {
      continue;
    }
    const ranking = scores[u]
      .map((_, item) => item)
      .filter((item) => !mask || !seen[u].includes(item))
      .sort((a, b) => scores[u][b] - scores[u][a] || a - b)
      .slice(0, k);
    for (const item of ranking) {
      shown.add(item);
    }
    const gains: number[] = ranking.map((item, r) => (relevant.includes(item) ? 1 / Math.log2(r + 2) : 0));
    const ideal = relevant.slice(0, k).map((_, r) => 1 / Math.log2(r + 2));
    const hits = gains.filter((gain) => gain > 0).length;
    const first = gains.findIndex((gain) => gain > 0);
    hitPairs += hits;
    pairs += relevant.length;
    perUser.push({
      recall: hits / relevant.length,
      ndcg: gains.reduce((a, b) => a + b, 0) / ideal.reduce((a, b) => a + b, 0),
      hr: hits > 0 ? 1 : 0,
      mrr: first >= 0 ? 1 / (first + 1) : 0,
    });
  }
  const mean = (name: 'recall' | 'ndcg' | 'hr' | 'mrr') =>
    perUser.reduce((sum, user) => sum + user[name], 0) / perUser.length;
  return perUser.length === 0
    ? {}
    : {
        [`recall@${k}`]: mean('recall'),
        [`ndcg@${k}`]: mean('ndcg'),
        [`hr@${k}`]: mean('hr'),
        [`mrr@${k}`]: mean('mrr'),
        [`interaction-hr@${k}`]: hitPairs / pairs,
        [`coverage@${k}`]: shown.size / ITEMS,
      };
}

describe('evaluate', () => {
  const item = fc.integer({ min: 0, max: ITEMS - 1 });
  const lists = fc.array(fc.array(item, { maxLength: 6 }), { minLength: USERS, maxLength: USERS });
  const row = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: ITEMS, maxLength: ITEMS });
  const table = fc.array(row, { minLength: USERS, maxLength: USERS });

  it('equals the definitions on any scores, seen and test items', () => {
    fc.assert(
      fc.property(
        table,
        lists,
        lists,
        fc.integer({ min: 1, max: 12 }),
        fc.boolean(),
        (scores, seen, test, k, mask) => {
          const examination: Examination = {
            items: ITEMS,
            k: [k],
            seen: mask ? 'mask' : 'keep',
            train: positivesFrom(seen),
            test: positivesFrom(test),
            known: new Uint8Array(USERS).fill(1),
            trained: new Uint8Array(ITEMS).fill(1),
          };
          const scorer = {
            score: ({ users }: ScoredUsers, out: Float32Array) => {
              users.forEach((user, r) => {
                out.set(scores[user], r * ITEMS);
              });
            },
          };
          const expected = oracle(scores, seen, test, k, mask);
          const { metrics } = evaluate(scorer, examination);
          expect(Object.keys(metrics).sort()).toEqual(Object.keys(expected).sort());
          for (const [name, value] of Object.entries(expected)) {
            expect(metrics[name], name).toBeCloseTo(value, 10);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives the worked example of the docstring', () => {
    const sums = new MetricSums([2], 3);
    sums.add(Int32Array.of(0, 2, 1), 3, (i) => i < 2, 2);
    const metrics = sums.result();
    expect(metrics['recall@2']).toBe(0.5);
    expect(metrics['ndcg@2']).toBeCloseTo(0.613, 3);
    expect(metrics['coverage@2']).toBeCloseTo(2 / 3, 10);
  });

  it('keeps known and new users apart, and items that were not in training', () => {
    const examination: Examination = {
      items: 2,
      k: [1],
      seen: 'mask',
      train: positivesFrom([[], []]),
      test: positivesFrom([[0], [1]]),
      known: Uint8Array.of(1, 0),
      trained: Uint8Array.of(1, 0),
    };
    const always0 = {
      score: ({ users }: ScoredUsers, out: Float32Array) => {
        users.forEach((_, r) => {
          out.set([1, 0], r * 2);
        });
      },
    };
    const { slices, metrics } = evaluate(always0, examination);
    expect([slices.known['recall@1'], slices.new['recall@1'], metrics['recall@1']]).toEqual([1, 0, 0.5]);
    expect(slices['cold-items']['recall@1']).toBe(0);
  });
});
