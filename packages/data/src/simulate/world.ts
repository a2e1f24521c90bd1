import type { Audience } from './audience.ts';
import type { Catalogue } from './catalogue.ts';

/** What is simulated: who may come, what there is to see, and for how long. */
export interface World {
  readonly catalogue: Catalogue;
  readonly audience: Audience;
  /** Rows of the log. */
  readonly events: number;
  readonly days: number;
  readonly seed: number;
}
