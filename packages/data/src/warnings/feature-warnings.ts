import type { SideCoverage } from '../inspect/coverage.ts';
import type { ReadSummary, UnreadValues } from '../read-summary.ts';
import { percent } from './percent.ts';

/** Share of the entities, or of those that have a value, from which it is told that their values are of no use. */
const leastUnusable = 0.05;
const leastUnread = 0.01;

/** Features that say little, by what is in their columns. @param counts how many users, items and events there are */
export function featureWarnings(
  features: readonly SideCoverage[],
  { sides, unreadContext }: ReadSummary,
  counts: Readonly<Record<SideCoverage['side'], number>>,
): string[] {
  const unreadOf = { user: sides.users.unread, item: sides.items.unread, context: unreadContext };
  return features.flatMap((feature) => {
    const { side, column, kind } = feature;
    const isNumber = kind === 'numeric' || (side === 'context' && kind === 'time');
    const unread = isNumber && Object.hasOwn(unreadOf[side], column) ? unreadOf[side][column] : undefined;
    return unread && unread.count >= leastUnread * counts[side]
      ? [unreadWarning(feature, unread, counts[side])]
      : uselessWarning(feature);
  });
}

/** `$9.99` counts as not filled, which nobody would guess. */
function unreadWarning(
  { side, feature, column, kind, filled }: SideCoverage,
  { count, first }: UnreadValues,
  all: number,
): string {
  const is = kind === 'time' ? 'time' : 'number';
  const left = filled === 0 ? ', so that the feature has no value at all' : '';
  return `${percent(count / all)} of the ${namesOf(side)} (${count.toLocaleString('en-US')}) have a text in ${column} that is no ${is}, such as ${JSON.stringify(first)}, and counts as missing for the ${side} feature ${feature}${left}; write ${is}s, or give it kind: categorical`;
}

function uselessWarning({ side, feature, column, filled, unusable }: SideCoverage): string[] {
  return filled === 0
    ? [
        `the ${side} feature ${feature} has no value in the column ${column}; leave it out or name another column`,
      ]
    : unusable > leastUnusable * filled
      ? [
          `${percent(unusable)} of the ${namesOf(side)} have a value in ${column} that the feature ${feature} cannot use; another kind may suit it`,
        ]
      : [];
}

function namesOf(side: SideCoverage['side']): string {
  return side === 'context' ? 'events' : `${side}s`;
}
