import { AliasTable } from './alias-table.ts';
import type { Catalogue } from './catalogue.ts';
import { parameters } from './parameters.ts';
import { affinity } from './preference.ts';
import type { RandomStream } from './random-stream.ts';

/** What one request recalled, best first by the ranker; the first `shown` are the page, the others were dropped. */
export interface Ranking {
  /** `[count]` item indices in front; the array is reused by the next request. */
  readonly items: Int32Array;
  count: number;
}

export interface PolicyRequest {
  /** The user's true taste now and what the policy believes it to be, `[axes.count]` each. */
  readonly taste: Float64Array;
  readonly belief: Float64Array;
  /** Items below this index are on offer. */
  readonly released: number;
  /** Items that the user clicked lately; never recalled. */
  readonly seen: ReadonlySet<number>;
  readonly random: RandomStream;
}

/**
 * The recommender that made the log. It looks at a pool of items drawn by fame, recalls from it by its mistaken belief
 * of the user's taste, adds famous items and explores uniformly and among new releases; a ranker that is nearer to the
 * truth, though noisy, orders the recalled.
 */
export function createLoggingPolicy(catalogue: Catalogue): (request: PolicyRequest) => Ranking {
  const { recalledByTaste, recalledByFame, recalledToExplore, pool, rankerError, shown } = parameters;
  const fame = new AliasTable(catalogue.fame);
  const drawnBy = new Int32Array(catalogue.size);
  const ranking: Ranking = {
    items: new Int32Array(recalledByTaste + recalledByFame + recalledToExplore),
    count: 0,
  };
  const scores = new Float64Array(ranking.items.length);
  let stamp = 0;

  return ({ taste, belief, released, seen, random }) => {
    stamp += 2;
    ranking.count = 0;
    for (let i = 0; i < pool; i++) {
      const item = fame.draw(random);
      if (drawnBy[item] < stamp - 1 && isOnOffer(item)) {
        drawnBy[item] = stamp - 1;
        insert(item, affinity(belief, catalogue, item) + catalogue.quality[item], recalledByTaste);
      }
    }
    for (let i = 0; i < ranking.count; i++) {
      drawnBy[ranking.items[i]] = stamp;
    }
    for (let i = 0; i < recalledByFame; i++) {
      add(fame.draw(random));
    }
    const newest = Math.max(1, Math.ceil(released / 40));
    for (let i = 0; i < recalledToExplore; i++) {
      add(i % 2 === 0 ? random.integer(released) : released - 1 - random.integer(newest));
    }
    for (let item = 0; item < released && ranking.count < shown; item++) {
      add(item);
    }
    const count = ranking.count;
    const candidates = ranking.items.slice(0, count);
    ranking.count = 0;
    for (const item of candidates) {
      const score =
        affinity(taste, catalogue, item) + catalogue.quality[item] + rankerError * random.normal();
      insert(item, score, count);
    }
    return ranking;

    function isOnOffer(item: number): boolean {
      return item < released && !seen.has(item);
    }

    function add(item: number): void {
      if (drawnBy[item] !== stamp && isOnOffer(item)) {
        drawnBy[item] = stamp;
        ranking.items[ranking.count++] = item;
      }
    }
  };

  /** Keeps the best `limit` in falling order of score. */
  function insert(item: number, score: number, limit: number): void {
    if (ranking.count === limit && score <= scores[limit - 1]) {
      return;
    }
    let place = ranking.count < limit ? ranking.count++ : limit - 1;
    while (place > 0 && scores[place - 1] < score) {
      scores[place] = scores[place - 1];
      ranking.items[place] = ranking.items[place - 1];
      place--;
    }
    scores[place] = score;
    ranking.items[place] = item;
  }
}
