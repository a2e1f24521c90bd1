import { commandWords, wholeNumber } from '../measure/command-words.ts';
import { inProcess } from '../measure/in-process.ts';
import { keepResults, markdownTable } from '../results-table.ts';
import type { WorkersFigures, WorkersRun } from './workers-once.ts';

export const workersUsage = `workers [--seeds N] [--lastfm EPOCHS] [--gowalla EPOCHS] [--save] [--json]
           what one worker and two learn on lastfm and gowalla in so many epochs; 3 seeds, 30 and 10 epochs`;

interface Measured extends WorkersRun, WorkersFigures {}

/** Whether threads that share a model without locks learn as well as one: the same configs and seeds on both. */
export async function workers(words: readonly string[]): Promise<void> {
  const { values } = commandWords(words, {
    seeds: { type: 'string', default: '3' },
    lastfm: { type: 'string', default: '30' },
    gowalla: { type: 'string', default: '10' },
    save: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  });
  const seeds = wholeNumber('--seeds', values.seeds);
  const epochs = {
    lastfm: wholeNumber('--lastfm', values.lastfm),
    gowalla: wholeNumber('--gowalla', values.gowalla),
  };
  const runs: Measured[] = [];
  for (const set of ['lastfm', 'gowalla'] as const) {
    for (let seed = 42; seed < 42 + seeds; seed++) {
      for (const count of [1, 2]) {
        const run: WorkersRun = { set, workers: count, seed, epochs: epochs[set] };
        const figures = await inProcess<WorkersFigures>('workers-once', run);
        runs.push({ ...run, ...figures });
        process.stderr.write(
          `${set}, seed ${seed}, ${count} worker${count === 1 ? '' : 's'}: recall@20 ${figures.recall.toFixed(4)}, ndcg@20 ${figures.ndcg.toFixed(4)}\n`,
        );
      }
    }
  }
  const table = workersTable(runs);
  if (values.save) {
    keepResults('workers', { runs }, table);
  }
  process.stdout.write(values.json ? `${JSON.stringify({ runs })}\n` : `${table}\n`);
}

/** A row a set: means over seeds of one worker and of two, and how much they differ. */
export function workersTable(runs: readonly Measured[]): string {
  const sets = [...new Set(runs.map(({ set }) => set))];
  const mean = (of: readonly Measured[], what: (run: Measured) => number): number =>
    of.reduce((sum, run) => sum + what(run), 0) / of.length;
  const rows = sets.flatMap((set) => {
    const of = (count: number) => runs.filter((run) => run.set === set && run.workers === count);
    const [one, two] = [of(1), of(2)];
    return (['recall', 'ndcg'] as const).map((what) => {
      const [a, b] = [mean(one, (run) => run[what]), mean(two, (run) => run[what])];
      const spread = one.map((run) => run[what].toFixed(4)).join(' ');
      return [
        `${set}, ${one[0].epochs} epochs`,
        `${what}@20`,
        `${a.toFixed(4)} (${spread})`,
        `${b.toFixed(4)} (${two.map((run) => run[what].toFixed(4)).join(' ')})`,
        `${b < a ? '' : '+'}${((100 * (b - a)) / a).toFixed(2)} %`,
      ];
    });
  });
  return markdownTable(['set', 'metric', 'one worker, seeds', 'two workers, seeds', 'difference'], rows);
}
