import { resolve } from 'node:path';
import { simulate } from '@twotower/data';
import type { Console } from '../console.ts';

export interface SimulateFlags {
  readonly out: string;
  readonly users: number;
  readonly items: number;
  readonly events: number;
  readonly days: number;
  readonly seed: number;
}

/** `simulate`: a log of people whose true preferences are known, with its config beside it. */
export async function simulateCommand(flags: SimulateFlags, output: Console): Promise<void> {
  const { users, items, events, days, seed } = flags;
  const out = resolve(flags.out);
  const counts = await simulate({ out, users, items, events, days, seed });
  const summary = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
  output.result(counts, `Wrote ${out}: ${summary.join(', ')}`);
}
