import { type LoggedIds, othersMean } from './logged-ids.ts';
import { percent } from './percent.ts';

/** Less is no large share; of few ids each has more, so it must be so many times the mean of the others too. */
const leastShare = { user: 0.05, item: 0.1 };
const timesOthers = 10;
const most = 3;

const mends = {
  user: 'a crawler, a test account or many people under one id? Set training.positivesPerUser to let it teach no more than others, or leave its rows out of data.events',
  item: 'training.subsample decides how much less often it is trained (auto: by itself); if it is no choice of users, leave its rows out of data.events',
};

type Named = Pick<LoggedIds, 'side' | 'ids' | 'positives' | 'allPositives'>;

/**
 * Ids with a large share of the positives; `except` are told of already.
 *
 * @param of what is counted, where it is not known yet which rows are positives
 */
export function dominantWarnings(
  { side, ids, positives, allPositives }: Named,
  except: readonly number[],
  of: 'positives' | 'rows' = 'positives',
): string[] {
  const others = othersMean(positives);
  const found: number[] = [];
  positives.forEach((own, i) => {
    if (
      own > 0 &&
      own >= leastShare[side] * allPositives &&
      own >= timesOthers * others(own) &&
      !except.includes(i)
    ) {
      found.push(i);
    }
  });
  return found
    .sort((a, b) => positives[b] - positives[a])
    .slice(0, most)
    .map(
      (i) =>
        `${percent(positives[i] / allPositives)} of the ${of} (${positives[i].toLocaleString('en-US')}) are of the ${side} ${JSON.stringify(ids[i])}: ${mends[side]}`,
    );
}
