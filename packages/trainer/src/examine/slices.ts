import type { Metrics } from '@twotower/schema';
import type { Examination } from './examination.ts';
import type { Grouping } from './groupings.ts';
import { MetricSums } from './metrics.ts';
import type { RankedUser } from './rank-users.ts';
import { ShownItems } from './shown-items.ts';

/**
 * The metrics of each group of users and of items. A group of items takes part in a user's figures where the user's
 * test set has one of them: only those are relevant then, among the same ranking of the whole catalogue.
 */
export class Slices {
  readonly #users: readonly Slice[];
  readonly #items: readonly Slice[];

  /** @param percentiles `[items]` of popularity */
  constructor(
    { k, userGroupings, itemGroupings }: Pick<Examination, 'k' | 'userGroupings' | 'itemGroupings'>,
    percentiles: Float64Array,
  ) {
    const open = (grouping: Grouping): Slice => ({
      grouping,
      sums: grouping.names.map(
        () => new MetricSums(k, grouping.inDetail ? new ShownItems(k, percentiles) : undefined),
      ),
    });
    this.#users = userGroupings.map(open);
    this.#items = itemGroupings.map(open);
  }

  add({ user, ranking, hits, relevant }: RankedUser): void {
    for (const { grouping, sums } of this.#users) {
      if (grouping.of[user] >= 0) {
        sums[grouping.of[user]].add(ranking, hits, relevant.length);
      }
    }
    for (const { grouping, sums } of this.#items) {
      for (const [group, own] of countGroups(grouping, relevant)) {
        const ownHits = hits.filter((rank) => grouping.of[ranking[rank - 1]] === group);
        sums[group].add(ranking, ownHits, own);
      }
    }
  }

  /** Of the groups that have users. */
  result(): SliceResult[] {
    return [...this.#users, ...this.#items].flatMap(({ grouping: { names, leastUsers }, sums }) =>
      names.flatMap((name, group) => {
        const { users, pairs } = sums[group];
        return users > 0 ? [{ name, leastUsers, users, pairs, metrics: sums[group].result() }] : [];
      }),
    );
  }
}

export interface SliceResult {
  readonly name: string;
  /** Fewer say nothing. */
  readonly leastUsers: number;
  /** How many users the figures are means of. */
  readonly users: number;
  readonly pairs: number;
  readonly metrics: Metrics;
}

/** How many of the items each of their groups has. */
function countGroups({ of }: Grouping, items: Int32Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const item of items) {
    if (of[item] >= 0) {
      counts.set(of[item], (counts.get(of[item]) ?? 0) + 1);
    }
  }
  return counts;
}

interface Slice {
  readonly grouping: Grouping;
  readonly sums: readonly MetricSums[];
}
