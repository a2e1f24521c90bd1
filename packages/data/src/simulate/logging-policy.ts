import { AliasTable } from './alias-table.ts';
import type { Catalogue } from './catalogue.ts';
import { parameters } from './parameters.ts';
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
  /** The front `seenCount` are the items that the user clicked lately; never recalled. */
  readonly seen: Int32Array;
  readonly seenCount: number;
  readonly random: RandomStream;
}

/**
 * The recommender that made the log. It looks at a pool of items drawn by fame, recalls from it by its mistaken belief
 * of the user's taste, adds famous items and explores uniformly and among new releases; a ranker that is nearer to the
 * truth, though noisy, orders the recalled.
 */
export function createLoggingPolicy({ size, fame, truth }: Catalogue): (request: PolicyRequest) => Ranking {
  const { recalledByTaste, recalledByFame, recalledToExplore, pool, rankerError, shown } = parameters;
  const famous = new AliasTable(fame);
  /** `[size]`: `stamp` where this request recalled the item or must not, `stamp - 1` where its pool drew it. */
  const stamps = new Int32Array(size);
  const limit = recalledByTaste + recalledByFame + recalledToExplore;
  const ranking: Ranking = { items: new Int32Array(limit), count: 0 };
  const scores = new Float64Array(limit);
  const chances = new Float64Array(2 * pool);
  const drawn = new Int32Array(pool);
  const liking = new Float64Array(pool);
  let stamp = 0;

  return ({ taste, belief, released, seen, seenCount, random }) => {
    stamp += 2;
    for (let i = 0; i < seenCount; i++) {
      stamps[seen[i]] = stamp;
    }
    const inPool = drawPool(released, random);
    truth.preferences(belief, drawn, inPool, liking);
    ranking.count = 0;
    for (let i = 0; i < inPool; i++) {
      insert(drawn[i], liking[i], recalledByTaste);
    }
    for (let i = 0; i < ranking.count; i++) {
      stamps[ranking.items[i]] = stamp;
    }
    for (let i = 0; i < recalledByFame; i++) {
      add(famous.draw(random));
    }
    const newest = Math.max(1, Math.ceil(released / 40));
    for (let i = 0; i < recalledToExplore; i++) {
      add(i % 2 === 0 ? random.integer(released) : released - 1 - random.integer(newest));
    }
    for (let item = 0; item < released && ranking.count < shown; item++) {
      add(item);
    }
    const count = ranking.count;
    drawn.set(ranking.items);
    truth.preferences(taste, drawn, count, liking);
    ranking.count = 0;
    for (let i = 0; i < count; i++) {
      insert(drawn[i], liking[i] + rankerError * random.normal(), count);
    }
    return ranking;

    function add(item: number): void {
      if (stamps[item] !== stamp && item < released) {
        stamps[item] = stamp;
        ranking.items[ranking.count++] = item;
      }
    }
  };

  /** Puts the distinct items of `pool` draws that are on offer and not seen in front of `drawn`. */
  function drawPool(released: number, random: RandomStream): number {
    random.fill(chances);
    famous.drawAll(chances, drawn);
    let count = 0;
    for (let i = 0; i < pool; i++) {
      const item = drawn[i];
      if (stamps[item] < stamp - 1 && item < released) {
        stamps[item] = stamp - 1;
        drawn[count++] = item;
      }
    }
    return count;
  }

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
