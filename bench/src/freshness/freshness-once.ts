import { tell } from '../measure/in-process.ts';
import { replayCell } from './cell.ts';
import { replaySets } from './replay-sets.ts';
import { strategies } from './strategies.ts';

export interface FreshnessOnce {
  readonly set: string;
  readonly strategy: string;
  /** Where what is made for a set stays. */
  readonly state: string;
}

/** Replays one strategy on one set, in this process. */
export async function freshnessOnce({ set, strategy, state }: FreshnessOnce): Promise<void> {
  tell(await replayCell(named(replaySets, set), named(strategies, strategy), state));
}

/** @throws Error naming what there is */
export function named<T extends { readonly name: string }>(all: readonly T[], name: string): T {
  const found = all.find((one) => one.name === name);
  if (found === undefined) {
    throw new Error(`there is no ${name}; there are ${all.map((one) => one.name).join(', ')}`);
  }
  return found;
}
