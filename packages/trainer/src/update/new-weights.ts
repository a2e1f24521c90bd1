import type { Config } from '@twotower/schema';
import { mergeRepeats } from '../prepare/merge-repeats.ts';
import { inMemory, type PositiveSource } from '../prepare/positives.ts';

/**
 * Timelines in which what was learnt before has the weight 0: it is history and teaches nothing. Where repeats are merged, so is
 * a new positive of a pair that was learnt.
 *
 * @param timelines what was stored has offsets below 0
 * @param again whether an event that was learnt is to be learnt again; called once for each, in order
 */
export function weighNew(
  { data }: Pick<Config, 'data'>,
  timelines: PositiveSource,
  items: number,
  again: () => boolean = () => false,
): PositiveSource {
  const source = data.repeats === 'merge' ? mergeRepeats(timelines, items) : timelines;
  const users = source.offsets.length - 1;
  const events = source.readUsers(0, users);
  const weight = events.weight.map((own, e) => (events.offset[e] >= 0 || again() ? own : 0));
  return inMemory(source.offsets, { ...events, weight });
}

/** How many of them teach. */
export function taughtOf(source: PositiveSource): number {
  const { weight } = source.readUsers(0, source.offsets.length - 1);
  return weight.reduce((count, own) => count + (own > 0 ? 1 : 0), 0);
}
