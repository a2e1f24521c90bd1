import { userBlocks } from '@twotower/features';
import type { PositiveSource } from './positives.ts';

/** How well the item before tells the item after, beside popularity. */
export interface OrderSignal {
  /** Last positives of users that were to be foretold. */
  readonly asked: number;
  /** How many of them are among the 20 items that most often follow the one before. */
  readonly byTransitions: number;
  /** How many are among the 20 most popular items. */
  readonly byPopularity: number;
}

const ranked = 20;
/** Positives that are looked at, of users spread evenly: enough to tell, in a second. */
const mostPositives = 1 << 21;
const mostAsked = 5000;

/**
 * Foretells the last positive of some users from the one before it, by how often the two follow each other in the rest of
 * the log, and by popularity. Where order says nothing, popularity is as good.
 *
 * @param items the catalogue's size
 */
export function orderSignal(positives: PositiveSource, items: number): OrderSignal {
  const users = positives.offsets.length - 1;
  const everyUser = Math.ceil(positives.length / mostPositives);
  const everyAsked = Math.ceil(users / everyUser / mostAsked) * everyUser;
  const counts = new Float64Array(items);
  const asked: { before: number; last: number }[] = [];
  forEachUser(positives, everyUser, (user, own) => {
    const isAsked = user % everyAsked === 0 && own.length > 2;
    const known = isAsked ? own.subarray(0, -1) : own;
    for (const item of known) {
      counts[item]++;
    }
    if (isAsked) {
      asked.push({ before: own[own.length - 2], last: own[own.length - 1] });
    }
  });

  const followers = new Map(asked.map(({ before }) => [before, new Map<number, number>()]));
  forEachUser(positives, everyUser, (user, own) => {
    const end = user % everyAsked === 0 && own.length > 2 ? own.length - 1 : own.length;
    for (let e = 1; e < end; e++) {
      const after = followers.get(own[e - 1]);
      after?.set(own[e], (after.get(own[e]) ?? 0) + 1);
    }
  });
  const popular = Int32Array.from(counts.keys()).sort((a, b) => counts[b] - counts[a]);
  const mostPopular = new Set(popular.subarray(0, ranked));
  return {
    asked: asked.length,
    byTransitions: asked.filter(({ before, last }) => follows(followers.get(before), last, counts)).length,
    byPopularity: asked.filter(({ last }) => mostPopular.has(last)).length,
  };
}

/** Whether fewer than 20 items follow more often; of equal ones the more popular comes first. */
function follows(
  after: ReadonlyMap<number, number> | undefined,
  item: number,
  counts: Float64Array,
): boolean {
  const times = after?.get(item);
  if (after === undefined || times === undefined) {
    return false;
  }
  let before = 0;
  for (const [other, often] of after) {
    before += often > times || (often === times && counts[other] > counts[item]) ? 1 : 0;
  }
  return before < ranked;
}

/** Each `every`th user with its items, oldest first. */
function forEachUser(
  positives: PositiveSource,
  every: number,
  visit: (user: number, items: Int32Array) => void,
): void {
  const { offsets } = positives;
  for (const { first, end, events } of userBlocks(positives)) {
    for (let user = Math.ceil(first / every) * every; user < end; user += every) {
      visit(user, events.item.subarray(offsets[user] - offsets[first], offsets[user + 1] - offsets[first]));
    }
  }
}
