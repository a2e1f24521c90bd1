import { openHistoryCheck } from '@twotower/trainer/update-protocol';
import fc from 'fast-check';
import { commandWords, wholeNumber } from '../measure/command-words.ts';
import { histories } from './histories.ts';

export const protocolUsage = 'protocol [--histories N] [--seed N] [--json]';

/**
 * Random histories of appends, updates of both kinds, rejections, rollbacks, erasures and crashes, each taken by a real store with
 * its event log and deltas and by a model of them in plain maps, which have to be equal row for row. One that is not is made as
 * short as it can be and shown.
 */
export async function protocol(words: readonly string[]): Promise<void> {
  const { values } = commandWords(words, {
    histories: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  });
  const count = wholeNumber('--histories', values.histories);
  const seed = wholeNumber('--seed', values.seed);
  const held = await openHistoryCheck();
  const steps: Record<string, number> = {};
  const began = performance.now();
  let checked = 0;
  const checks = fc.asyncProperty(histories, async (history) => {
    await held.check(history);
    for (const { kind } of history) steps[kind] = (steps[kind] ?? 0) + 1;
    checked++;
    if (checked % 500 === 0) process.stderr.write(`${checked} histories\n`);
  });
  try {
    await fc.assert(checks, { numRuns: count, seed });
  } finally {
    await held.close();
  }
  const seconds = (performance.now() - began) / 1000;
  const result = { histories: checked, seed, unequal: 0, steps, seconds };
  process.stdout.write(
    values.json
      ? `${JSON.stringify(result)}\n`
      : `${checked} histories of seed ${seed} in ${seconds.toFixed(0)} s, each equal to the model after every step: ${Object.entries(
          steps,
        )
          .map(([kind, times]) => `${times} ${kind}`)
          .join(', ')}\n`,
  );
}
