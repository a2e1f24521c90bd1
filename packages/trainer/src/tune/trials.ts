import type { Config } from '@twotower/schema';
import { distinctSettings } from '../choose/distinct-settings.ts';
import { portfolio } from '../choose/portfolio.ts';
import { withCandidate } from '../choose/with-candidate.ts';
import type { Split } from '../prepare/prepare.ts';
import { changesBetween, describeChanges, drawChanges } from './changes.ts';
import type { Trial } from './trial.ts';

/** A trial that nobody has measured yet. */
export type Plan = Omit<Trial, 'rungs'>;

/** All may be changed: whoever searches asks for that. */
const nothingStated: ReadonlySet<string> = new Set();

/** The trials that need no figures: the config as it stands, then what the portfolio makes of it. */
export function firstPlans(config: Config, split: Split): Plan[] {
  const candidates = [{ name: 'as it stands' }, ...portfolio];
  const names = distinctSettings(config, split, nothingStated, candidates).map(([name]) => name);
  return candidates
    .filter(({ name }) => names.includes(name))
    .map((candidate, trial) => {
      const changes = changesBetween(config, withCandidate(config, candidate, nothingStated));
      const settings = trial === 0 ? [] : [candidate.name, ...describeChanges(config, changes)];
      return { trial, changes, settings };
    });
}

/** A trial that is drawn, near the best so far or anywhere. */
export function drawnPlan(config: Config, trial: number, leaders: readonly Config[]): Plan {
  const changes = drawChanges(config, trial, leaders);
  return { trial, changes, settings: describeChanges(config, changes) };
}
