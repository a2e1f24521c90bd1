import { commandWords, wholeNumber } from '../measure/command-words.ts';
import { inScratchFolder } from '../measure/scratch-folder.ts';
import { stageActs } from './acts.ts';
import { type ActResult, crashPoints } from './crash-points.ts';
import { whyNotTraced } from './traced.ts';

export const crashUsage = 'crash [--act NAME] [--every N] [--json]';

/**
 * Kills, and fails with EIO and ENOSPC, every call that changes a file of a store, one run each, of event write, put, ingest, update,
 * update --full, promote and rollback, and compares the store after a new beginning with that of an undisturbed run.
 */
export async function crashCommand(words: readonly string[]): Promise<void> {
  const { values } = commandWords(words, {
    act: { type: 'string', default: '' },
    every: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  });
  const every = wholeNumber('--every', values.every);
  const reason = whyNotTraced();
  if (reason !== undefined) throw new Error(reason);
  const results = await inScratchFolder(async (folder) => {
    const acts = await stageActs(folder, (name) => values.act === '' || name === values.act);
    const found: ActResult[] = [];
    for (const act of acts) {
      const onRun = (done: number, of: number) => {
        if (done % 10 === 0) process.stderr.write(`${act.name}: ${done} of ${of} runs\n`);
      };
      const result = await crashPoints(folder, act, (point) => point % every === 0, onRun);
      // Hours go by until all are done.
      process.stderr.write(table([result]));
      found.push(result);
    }
    return found;
  });
  process.stdout.write(values.json ? `${JSON.stringify(results)}\n` : table(results));
  if (results.some(({ failures, notSynced }) => failures.length + notSynced.length > 0)) process.exitCode = 1;
}

function table(results: readonly ActResult[]): string {
  return results
    .map(({ act, points, runs, met, failures, notSynced }) =>
      [
        `${act}: ${points} calls on files of the store; ${runs} runs, ${met} met their fault there; ${failures.length} failures, ${notSynced.length} not synced`,
        ...[...failures, ...notSynced].map((line) => `  ${line}`),
      ].join('\n'),
    )
    .join('\n')
    .concat('\n');
}
