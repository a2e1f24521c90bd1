import type { Availability } from '../items/availability.ts';
import type { LiveEvents } from '../live/live-events.ts';
import type { Scoring } from '../prior/live-prior.ts';
import type { ServedState } from '../state/served-state.ts';
import type { LiveRules } from '../users/known-history.ts';

/** What an answer is made from, the same from its beginning to its end. */
export interface Asked {
  readonly state: ServedState;
  readonly scoring: Scoring;
  readonly events: LiveEvents;
  readonly rules: LiveRules;
  /** Undefined where items are always available. */
  readonly available: Availability | undefined;
  /** Milliseconds since 1970: the time of a request that names none. */
  readonly now: number;
}
