import type { Config, GateDecision } from '@twotower/schema';
import { leastHeldOut } from './choose-cut.ts';

/** A candidate that shows less than this share of what the champion shows of the catalogue is refused. */
const leastCoverage = 0.5;
/** Random items of a model that has collapsed are this alike. */
const mostAlike = 0.95;

/** What a gate looks at. */
export type Evidence = Omit<GateDecision, 'accepted' | 'reason' | 'canTell'>;

/**
 * Whether a candidate takes the champion's place. It is refused where it surely recalls less than the champion by more than the margin,
 * or less than the prior alone where the champion does not, where its index or its coverage fell, and where its items have become
 * alike. Where too little was held out to see a loss, recall decides nothing.
 */
export function decide(
  { gate }: Pick<Config, 'gate'>,
  evidence: Evidence,
  least = leastHeldOut,
): GateDecision {
  const { recall, against, heldOut, k } = evidence;
  const canTell = recall !== undefined && heldOut >= least;
  const refusal = otherRefusal(gate, evidence) ?? (canTell ? recallRefusal(gate, evidence) : undefined);
  const figures =
    recall && against
      ? `recall@${k} ${shown(recall.candidate)}, champion ${shown(recall.champion)}, prior alone ${shown(recall.prior)}`
      : 'nothing was held out';
  const told = canTell
    ? `${figures}: not surely worse`
    : `${figures}; ${heldOut} positives were held out, and with fewer than ${least} no loss could be seen: accepted without knowing`;
  return { accepted: refusal === undefined, canTell, reason: refusal ?? told, ...evidence };
}

function recallRefusal({ margin }: Config['gate'], { recall, against, k }: Evidence): string | undefined {
  if (!recall || !against) return undefined;
  const isWorse = (of: 'champion' | 'prior') =>
    against[of].high < 0 && recall.candidate < (1 - margin) * recall[of];
  if (isWorse('champion')) {
    const { low, high } = against.champion;
    return `recall@${k} is ${shown(recall.candidate)}, the champion's ${shown(recall.champion)}: surely lower (${shown(low)} to ${shown(high)}) by more than gate.margin ${margin}`;
  }
  if (isWorse('prior') && recall.champion >= recall.prior) {
    return `recall@${k} is ${shown(recall.candidate)}, surely below the ${shown(recall.prior)} of what is popular, which the champion is not`;
  }
  return undefined;
}

function otherRefusal(
  { indexRecall }: Config['gate'],
  { indexRecall: found, coverage, collapse, k }: Evidence,
): string | undefined {
  if (found < indexRecall) {
    return `the index finds ${shown(found)} of the best items, below gate.indexRecall ${indexRecall}`;
  }
  if (collapse && collapse.candidate > mostAlike && collapse.candidate > collapse.champion) {
    return `items have become alike: the mean cosine of two is ${shown(collapse.candidate)}, the champion's ${shown(collapse.champion)}`;
  }
  if (coverage && coverage.candidate < leastCoverage * coverage.champion) {
    return `within ${k} places ${shown(coverage.candidate)} of the catalogue is shown to somebody, by the champion ${shown(coverage.champion)}`;
  }
  return undefined;
}

function shown(value: number): string {
  return value.toFixed(4);
}
