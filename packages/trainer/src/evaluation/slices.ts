import type { Metrics } from '@twotower/schema';
import type { Examination } from './evaluate.ts';
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
        () => new MetricSums(k, grouping.countsShown ? new ShownItems(k, percentiles) : undefined),
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
      for (let group = 0; group < sums.length; group++) {
        const own = relevant.reduce((count, item) => count + (grouping.of[item] === group ? 1 : 0), 0);
        if (own > 0) {
          const ownHits = hits.filter((rank) => grouping.of[ranking[rank - 1]] === group);
          sums[group].add(ranking, ownHits, own);
        }
      }
    }
  }

  /** By the groups' names, without those of too few users. */
  result(): Record<string, Metrics> {
    return Object.fromEntries(
      [...this.#users, ...this.#items].flatMap(({ grouping: { names, leastUsers }, sums }) =>
        names.flatMap((name, group) =>
          sums[group].users >= leastUsers ? [[name, sums[group].result()] as const] : [],
        ),
      ),
    );
  }
}

interface Slice {
  readonly grouping: Grouping;
  readonly sums: readonly MetricSums[];
}
