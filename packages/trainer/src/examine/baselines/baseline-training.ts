import type { Config } from '@twotower/schema';
import type { PositiveSource } from '../../prepare/positives.ts';

export type BaselineName = Exclude<Config['evaluation']['baselines'], 'auto'>[number];

/** What baselines learn from: the same as the model. */
export interface BaselineTraining {
  readonly positives: PositiveSource;
  /** Positives an item: `[items]`. */
  readonly counts: Float64Array;
  /** Whether a user's positives are known to lie in order though they have no times; default no. */
  readonly inOrder?: boolean;
}

/** Times are there for all positives or for none. */
export function hasTimes({ positives: { offsets, readUsers, length } }: BaselineTraining): boolean {
  const user = offsets.findIndex((offset) => offset > 0) - 1;
  return length > 0 && Number.isFinite(readUsers(user, user + 1).time[0]);
}
