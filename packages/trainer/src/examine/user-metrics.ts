/**
 * What one user's ranking is worth at k.
 *
 * @param hits ranks, from 1 and ascending, at which the user's test items stand; those past k do not count
 * @param relevant the size of the test set, at least 1
 */
export type UserMetric = (hits: readonly number[], relevant: number, k: number) => number;

/**
 * The metrics that are means over users. Example: test set {a, b}, ranking a, c, b, so hits 1 and 3; at k = 2 recall
 * 1/2, ndcg 1 / (1 + 1/log2 3) = 0.613, hr 1, mrr 1, map 1/2; at k = 3 map (1/1 + 2/3) / 2 = 0.833.
 */
export const userMetrics = { recall, ndcg, hr, mrr, map } satisfies Record<string, UserMetric>;

/** `hits / |T|`, not over min(k, |T|). */
export function recall(hits: readonly number[], relevant: number, k: number): number {
  return hitsWithin(hits, k) / relevant;
}

/** Sum over hits of `1 / log2(rank + 1)`, over the best that min(k, |T|) hits could have (Järvelin, Kekäläinen 2002). */
export function ndcg(hits: readonly number[], relevant: number, k: number): number {
  let gain = 0;
  for (let i = 0; i < hits.length && hits[i] <= k; i++) {
    gain += 1 / Math.log2(hits[i] + 1);
  }
  return gain === 0 ? 0 : gain / idealGain(Math.min(k, relevant));
}

/** 1 where there is a hit. */
function hr(hits: readonly number[], _relevant: number, k: number): number {
  return hits.length > 0 && hits[0] <= k ? 1 : 0;
}

/** `1 / rank` of the first hit, 0 without one. */
function mrr(hits: readonly number[], _relevant: number, k: number): number {
  return hits.length > 0 && hits[0] <= k ? 1 / hits[0] : 0;
}

/** Average precision: sum over hits of `hits so far / rank`, over min(k, |T|) (Manning et al. 2008, §8.4, cut at k). */
function map(hits: readonly number[], relevant: number, k: number): number {
  let precisions = 0;
  for (let i = 0; i < hits.length && hits[i] <= k; i++) {
    precisions += (i + 1) / hits[i];
  }
  return precisions / Math.min(k, relevant);
}

export function hitsWithin(hits: readonly number[], k: number): number {
  let count = 0;
  while (count < hits.length && hits[count] <= k) {
    count++;
  }
  return count;
}

function idealGain(hits: number): number {
  let gain = 0;
  for (let rank = 1; rank <= hits; rank++) {
    gain += 1 / Math.log2(rank + 1);
  }
  return gain;
}
