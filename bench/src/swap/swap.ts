import { commandWords, wholeNumber } from '../measure/command-words.ts';
import { inProcess } from '../measure/in-process.ts';
import { inScratchFolder } from '../measure/scratch-folder.ts';
import { markdownTable } from '../results-table.ts';
import type { SwapMeasured, SwapOnce } from './swap-once.ts';

export const swapUsage = `swap [--items N] [--users N] [--rows N] [--callers N] [--swaps N] [--json]
           the longest pause of the event loop while bundles are swapped and deltas of so many rows applied under callers, each of
           whom asks for 100 items every 20 ms; 100k items, 50k users, 10k rows, 50 callers, 10 of each`;

/** Measures what swaps and deltas cost those who ask meanwhile. */
export async function swapCommand(words: readonly string[]): Promise<void> {
  const { values } = commandWords(words, {
    items: { type: 'string', default: '100k' },
    users: { type: 'string', default: '50k' },
    rows: { type: 'string', default: '10k' },
    callers: { type: 'string', default: '50' },
    swaps: { type: 'string', default: '10' },
    json: { type: 'boolean', default: false },
  });
  const sizes = {
    items: wholeNumber('--items', values.items, 100),
    users: wholeNumber('--users', values.users),
    rows: wholeNumber('--rows', values.rows, 0),
    callers: wholeNumber('--callers', values.callers),
    swaps: wholeNumber('--swaps', values.swaps),
  };
  const measured = await inScratchFolder((folder) => {
    const settings: SwapOnce = { ...sizes, folder, dim: 64, positives: 20 };
    return inProcess<SwapMeasured>('swap-once', settings);
  });
  const { alone, bundles, deltas, grown } = measured;
  const rows = Object.entries({ 'nothing else': alone, 'swaps of bundles': bundles, deltas }).map(
    ([name, { recalls, failed, longestPause, longestRecall, p99, each = 0 }]) => [
      name,
      `${recalls}`,
      `${failed}`,
      longestPause.toFixed(1),
      longestRecall.toFixed(1),
      p99.toFixed(1),
      name === 'nothing else' ? '-' : each.toFixed(0),
    ],
  );
  const table = markdownTable(
    ['under', 'recalls', 'failed', 'longest pause, ms', 'longest recall, ms', 'p99, ms', 'one took, ms'],
    rows,
  );
  const memory = `after the swaps ${(grown / 2 ** 20).toFixed(0)} MiB more are held than before`;
  process.stdout.write(
    values.json ? `${JSON.stringify({ ...sizes, ...measured })}\n` : `${table}\n\n${memory}\n`,
  );
}
