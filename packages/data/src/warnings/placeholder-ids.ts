import { isMissingWord } from '../missing-words.ts';
import { type LoggedIds, othersMean } from './logged-ids.ts';
import { percent } from './percent.ts';

type Named = Pick<LoggedIds, 'side' | 'ids' | 'events' | 'allEvents' | 'logColumn'>;

/** What else than the usual words programs write where there is no id. */
const missing =
  /^(?:<none>|\(none\)|undef|\(?not set\)?|-{3,}|\.{2,}|\?{2,}|_+|""|''|\[\]|\{\}|[-+]?inf(?:inity)?|[-+]?nan\(ind\))$/i;
/** What may be an id of its own, but stands for many where it has more than its share. */
const doubtful =
  /^(?:-1(?:\.0+)?|0{8}-[-0]+|9{4,}|f{8}-?[-f]*|unknown|unk|other|others|anonymous|anon|guest|default|test|dummy|missing|empty|blank|not_?logged_?in)$/i;
/** So many times the mean of the others is more than one's share. */
const timesOthers = 5;
const leastShare = 0.01;
const most = 3;

/** Ids that are a word for a missing value, yet are learnt as one user or item. */
export function placeholderIds({ ids, events, allEvents }: Named): number[] {
  const others = othersMean(events);
  const found: number[] = [];
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i].trim();
    const own = events[i];
    const outOfProportion = own >= leastShare * allEvents && own >= timesOthers * others(own);
    if (own > 0 && (isMissingWord(id) || missing.test(id) || (outOfProportion && doubtful.test(id)))) {
      found.push(i);
    }
  }
  return found.sort((a, b) => events[b] - events[a]);
}

/** One sentence an id, the most frequent first. */
export function placeholderWarnings(
  { side, ids, events, allEvents, logColumn }: Named,
  found: readonly number[],
): string[] {
  return found
    .slice(0, most)
    .map(
      (i) =>
        `${percent(events[i] / allEvents)} of the events (${events[i].toLocaleString('en-US')}) have the ${side} ${JSON.stringify(ids[i])} in ${logColumn}: that looks like a word for a missing id and is learnt as one ${side}; leave such rows out of data.events, or leave the cell empty, which rejects the row`,
    );
}
