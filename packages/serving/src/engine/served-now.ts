import type { Asked } from '../answer/asked.ts';
import { Availability } from '../items/availability.ts';
import { coveredBy } from '../live/covered-by.ts';
import { positiveRule } from '../live/positive-rule.ts';
import { LivePrior } from '../prior/live-prior.ts';
import type { ServedLine } from '../state/served-line.ts';
import type { LiveRules } from '../users/known-history.ts';
import type { LiveData } from './live-data.ts';

/** A line with what came in since, as answers are made from it. */
export class ServedNow {
  readonly line: ServedLine;
  readonly #live: LiveData;
  readonly #clock: () => number;
  readonly #rules: LiveRules;
  readonly #prior: LivePrior;
  readonly #available: Availability | undefined;

  constructor(line: ServedLine, live: LiveData, clock: () => number) {
    const { config, cutOff } = line.state.base;
    const { availability } = config.schema.item;
    this.line = line;
    this.#live = live;
    this.#clock = clock;
    this.#rules = {
      isPositive: positiveRule(config.schema),
      isCovered: coveredBy(cutOff),
      merges: config.data.repeats === 'merge',
    };
    this.#prior = new LivePrior(live.events, this.#rules, clock);
    this.#available = availability && new Availability(availability);
  }

  /** What the next answer is made from. */
  asked(): Asked {
    this.line.follow(this.#live);
    const { state } = this.line;
    return {
      state,
      scoring: this.#prior.scoring(state),
      events: this.#live.events,
      rules: this.#rules,
      available: this.#available,
      now: this.#clock(),
    };
  }
}
