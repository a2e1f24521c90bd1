import { fadingCounts, logPrior } from '@twotower/features';
import { type Config, milliseconds, scoreTerms } from '@twotower/schema';
import type { Increment } from './increment.ts';

/**
 * How popular items are by now, `[items]`: the log of each one's share of what the bundle's users did and what was consumed
 * since, as it has faded by the newest event that is believed. Undefined where the score has no such term.
 *
 * @param counts `[items]` positives, for a prior that does not fade
 */
export function priorNow(
  { base, items, tail, watermark }: Increment,
  config: Pick<Config, 'prior' | 'calibration'>,
  counts: Float64Array,
): Float32Array | undefined {
  const { weight, halfLife } = scoreTerms(config);
  if (weight === 0) return undefined;
  if (halfLife === undefined || watermark === undefined) return logPrior(counts);
  const { history } = base.users;
  const blocks = [{ item: history.items, time: history.times, length: history.items.length }, tail.columns];
  const fading = { moment: watermark + 1, halfLife: milliseconds(halfLife) };
  return logPrior(fadingCounts(items.ids.length, blocks, fading));
}
