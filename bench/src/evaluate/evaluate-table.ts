import { median } from '../measure/median.ts';
import { markdownTable } from '../results-table.ts';
import type { Evaluated } from './evaluate-once.ts';

/** What was measured one after the other, in the same minutes. */
export interface Turn {
  readonly kernel: Evaluated;
  readonly tensorflow: Evaluated;
  readonly numpy?: { readonly seconds: number; readonly version: string };
  /** Share of users for whom the kernel and NumPy find the same items. */
  readonly agreement?: number;
}

/** Medians over the turns: seconds, and NumPy's of the same turn over them. */
export function evaluateTable(turns: readonly Turn[]): string {
  const row = (title: string, seconds: (turn: Turn) => number | undefined): string[][] => {
    const measured = turns.map(seconds).filter((value) => value !== undefined);
    const ratios = turns.flatMap((turn) => {
      const own = seconds(turn);
      return turn.numpy && own !== undefined ? [turn.numpy.seconds / own] : [];
    });
    return measured.length === 0
      ? []
      : [[title, median(measured).toFixed(2), ratios.length === 0 ? '-' : median(ratios).toFixed(2)]];
  };
  const agreements = turns.map(({ agreement }) => agreement).filter((value) => value !== undefined);
  const table = markdownTable(
    ['full-catalogue evaluation', 'seconds', 'times as fast as NumPy'],
    [
      ...row('**ours**: encoding, ranking, metrics', ({ kernel }) => kernel.seconds),
      ...row('ours without the kernel', ({ tensorflow }) => tensorflow.seconds),
      ...row('NumPy: ranking alone', ({ numpy }) => numpy?.seconds),
    ],
  );
  return agreements.length === 0
    ? table
    : `${table}\n\nThe same 20 items as NumPy for ${(100 * Math.min(...agreements)).toFixed(2)} % of the users.`;
}
