import { isDeepStrictEqual } from 'node:util';
import { type Config, milliseconds } from '@twotower/schema';
import { positivesOf } from '../prepare/positives.ts';
import type { Split } from '../prepare/prepare.ts';
import { settleConfig } from '../prepare/settle-config.ts';
import { hasOrder } from '../prepare/settle-order.ts';
import { timeSpan } from '../prepare/time-span.ts';
import type { Candidate } from './candidate.ts';
import { withCandidate } from './with-candidate.ts';

/** A candidate by its name, and what it makes of a config. */
export type Setting = readonly [name: string, config: Config];

/**
 * What each candidate makes of a config, settled, each once: where a config states all that two differ in, they are one.
 * Candidates that mean nothing for the log are left out.
 *
 * @param stated what of the config is not to be changed
 */
export function distinctSettings(
  config: Config,
  split: Split,
  stated: ReadonlySet<string>,
  candidates: readonly Candidate[],
): Setting[] {
  const span = config.schema.event.time === undefined ? undefined : timeSpan(positivesOf([split.train]));
  const isOrdered = hasOrder(config, split);
  const settings: Setting[] = [];
  for (const candidate of candidates) {
    const changed = settleConfig(withCandidate(config, candidate, stated), split);
    const means = fadesWithin(changed, span) && (candidate.model?.history !== 'windows' || isOrdered);
    if (means && !settings.some(([, other]) => isDeepStrictEqual(other, changed))) {
      settings.push([candidate.name, changed]);
    }
  }
  return settings;
}

/** Whether old positives fade while the log lasts: not all at once, and some before it ends. */
function fadesWithin({ training: { halfLife } }: Config, span: number | undefined): boolean {
  if (halfLife === undefined) {
    return true;
  }
  const halved = span === undefined ? 0 : span / milliseconds(halfLife);
  return halved >= leastHalved && halved <= mostHalved;
}

/** How often weights are halved over the log where a half-life means anything: below, all count alike; above, hardly any counts. */
const leastHalved = 1;
const mostHalved = 500;
