import type { Metrics } from '@twotower/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { positivesFrom } from '../prepare/positives.ts';
import { countItems } from '../prepare/prepare.ts';
import { evaluate } from './evaluate.ts';
import type { Examination } from './examination.ts';
import { itemsByPopularity, knownAndNew } from './groupings.ts';
import { MetricSums } from './metrics.ts';
import { pooledResult } from './pooled-result.ts';
import type { ScoredUsers } from './scorer.ts';
import { ShownItems } from './shown-items.ts';

const ITEMS = 9;
const USERS = 4;
type Family = 'recall' | 'ndcg' | 'hr' | 'mrr' | 'map';

/** The definitions, word for word, on plain lists. */
function oracle(
  scores: number[][],
  seen: number[][],
  test: number[][],
  k: number,
  mask: boolean,
  takesPart: (item: number) => boolean = () => true,
) {
  const places: number[] = [];
  const count = (item: number) => seen.flat().filter((other) => other === item).length;
  const counts = Array.from({ length: ITEMS }, (_, item) => count(item));
  const perUser: Record<Family, number>[] = [];
  let hitPairs = 0;
  let pairs = 0;
  for (let u = 0; u < USERS; u++) {
    const relevant = [...new Set(test[u])].filter(
      (item) => takesPart(item) && (!mask || !seen[u].includes(item)),
    );
    if (relevant.length === 0) {
      continue;
    }
    const ranking = scores[u]
      .map((_, item) => item)
      .filter((item) => !mask || !seen[u].includes(item))
      .sort((a, b) => scores[u][b] - scores[u][a] || a - b)
      .slice(0, k);
    places.push(...ranking);
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
      map:
        gains.reduce(
          (sum, gain, r) =>
            sum + (gain > 0 ? gains.slice(0, r + 1).filter((other) => other > 0).length / (r + 1) : 0),
          0,
        ) / Math.min(k, relevant.length),
    });
  }
  const mean = (name: Family) => perUser.reduce((sum, user) => sum + user[name], 0) / perUser.length;
  const often = Array.from({ length: ITEMS }, (_, i) => places.filter((item) => item === i).length);
  const gaps = often.flatMap((a) => often.map((b) => Math.abs(a - b))).reduce((a, b) => a + b, 0);
  const percentile = (item: number) =>
    counts.reduce((sum, c) => sum + (c < counts[item] ? 1 : c === counts[item] ? 0.5 : 0), 0) / ITEMS;
  return perUser.length === 0
    ? {}
    : {
        [`recall@${k}`]: mean('recall'),
        [`ndcg@${k}`]: mean('ndcg'),
        [`hr@${k}`]: mean('hr'),
        [`mrr@${k}`]: mean('mrr'),
        [`interaction-hr@${k}`]: hitPairs / pairs,
        [`map@${k}`]: mean('map'),
        [`coverage@${k}`]: new Set(places).size / ITEMS,
        // Half the mean gap between two items' counts, over the mean count.
        [`gini@${k}`]: places.length === 0 ? 0 : gaps / (2 * ITEMS * places.length),
        [`popularity@${k}`]:
          places.length === 0 ? 0 : places.reduce((sum, item) => sum + percentile(item), 0) / places.length,
      };
}

function expectSame(actual: Metrics, expected: Metrics): void {
  expect(Object.keys(actual).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, value] of Object.entries(expected)) {
    expect(actual[name], name).toBeCloseTo(value, 10);
  }
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
          const groups = itemsByPopularity(countItems(ITEMS, positivesFrom(seen)));
          const examination: Examination = {
            items: ITEMS,
            k: [k, 1, 100],
            seen: mask ? 'mask' : 'keep',
            train: positivesFrom(seen),
            test: positivesFrom(test),
            counts: countItems(ITEMS, positivesFrom(seen)),
            userGroupings: [],
            itemGroupings: [groups],
          };
          const scorer = {
            score: ({ users }: ScoredUsers, out: Float32Array) => {
              users.forEach((user, r) => {
                out.set(scores[user], r * ITEMS);
              });
            },
          };
          const ofAll = (takesPart?: (item: number) => boolean) =>
            Object.assign({}, ...[k, 1, 100].map((at) => oracle(scores, seen, test, at, mask, takesPart)));
          const result = evaluate(scorer, examination);
          const { metrics, userValues } = result;
          const { slices } = pooledResult([result]);
          expectSame(metrics, ofAll());
          groups.names.forEach((name, group) => {
            expectSame(
              slices[name] ?? {},
              ofAll((of) => groups.of[of] === group),
            );
          });
          const users = userValues.values.length / userValues.metrics.length;
          userValues.metrics.forEach((name, m) => {
            const own = userValues.values.filter((_, i) => i % userValues.metrics.length === m);
            expect(own.reduce((a, b) => a + b, 0)).toBeCloseTo(users * (metrics[name] ?? 0), 5);
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives the worked example of the docstring', () => {
    const sums = new MetricSums([2, 3], new ShownItems([2, 3], new Float64Array(3)));
    sums.add(Int32Array.of(0, 2, 1), [1, 3], 2);
    const metrics = sums.result();
    expect(metrics['map@2']).toBe(0.5);
    expect(metrics['map@3']).toBeCloseTo(0.833, 3);
    expect(metrics['gini@2']).toBeCloseTo(1 / 3, 10);
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
      counts: Float64Array.of(1, 0),
      userGroupings: [knownAndNew(Uint8Array.of(1, 0))],
      itemGroupings: [itemsByPopularity(Float64Array.of(1, 0))],
    };
    const always0 = {
      score: ({ users }: ScoredUsers, out: Float32Array) => {
        users.forEach((_, r) => {
          out.set([1, 0], r * 2);
        });
      },
    };
    const { slices, metrics } = pooledResult([evaluate(always0, examination)]);
    expect([slices.known['recall@1'], slices.new['recall@1'], metrics['recall@1']]).toEqual([1, 0, 0.5]);
    expect(slices['cold-items']['recall@1']).toBe(0);
  });
});
