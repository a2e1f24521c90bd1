import { commandWords, wholeNumber } from '../measure/command-words.ts';
import { inScratchFolder } from '../measure/scratch-folder.ts';
import { stageActs } from './acts.ts';
import { type ActResult, crashPoints } from './crash-points.ts';
import { whyNotTraced } from './traced.ts';

export const crashUsage = 'crash [--act NAME] [--points N] [--json]';

/**
 * Kills, and fails with EIO and ENOSPC, every call that changes a file of a store, one run each, of event write, put, ingest, update,
 * update --full, promote and rollback, and compares the store after a new beginning with that of an undisturbed run.
 */
export async function crashCommand(words: readonly string[]): Promise<void> {
  const { values } = commandWords(words, {
    act: { type: 'string', default: '' },
    points: { type: 'string', default: '1M' },
    json: { type: 'boolean', default: false },
  });
  const most = wholeNumber('--points', values.points);
  // So many of an act's points, spread over all of them.
  const takes = (point: number, _: unknown, of: number) =>
    Math.floor((point * most) / of) !== Math.floor(((point - 1) * most) / of);
  const reason = whyNotTraced();
  if (reason !== undefined) throw new Error(reason);
  const results = await inScratchFolder(async (folder) => {
    const acts = await stageActs(folder, (name) => values.act === '' || name === values.act);
    const found: ActResult[] = [];
    for (const act of acts) {
      const onRun = (done: number, of: number) => {
        if (done % 10 === 0) process.stderr.write(`${act.name}: ${done} of ${of} runs\n`);
      };
      const result = await crashPoints(folder, act, takes, onRun);
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
