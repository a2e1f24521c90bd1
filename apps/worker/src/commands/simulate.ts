import { resolve } from 'node:path';
import { type SimulateOptions, simulate } from '@twotower/data';
import type { Console } from '../console.ts';

export interface SimulateFlags {
  readonly out: string;
  readonly users: number;
  readonly items: number;
  readonly events: number;
  readonly days: number;
  readonly seed: number;
}

/** Seconds from one sign of progress to the next. */
const onTerminal = 0.1;
const inPipe = 5;

/** `simulate`: a log of people whose true preferences are known, with its config beside it. */
export async function simulateCommand(flags: SimulateFlags, output: Console): Promise<void> {
  const { users, items, events, days, seed } = flags;
  const out = resolve(flags.out);
  const counts = await simulate({ out, users, items, events, days, seed, onProgress: reportTo(output) });
  const summary = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
  output.result(counts, `Wrote ${out}: ${summary.join(', ')}`);
}

/** Shows how far the users and then the events are; a part that is done sooner than the first sign shows none. */
function reportTo(output: Console): NonNullable<SimulateOptions['onProgress']> {
  const interval = 1000 * (output.live ? onTerminal : inPipe);
  let current: string | undefined;
  let began = 0;
  let reported = 0;
  return ({ part, done, total }) => {
    const now = performance.now();
    if (part !== current) {
      current = part;
      began = now;
      reported = now;
    } else if (now - reported >= interval && done > 0) {
      reported = now;
      output.rows({ of: part, done, total, rowsPerSecond: (1000 * done) / (now - began) });
    }
  };
}
