import { cpus } from 'node:os';
import { loadKernel } from '@twotower/kernel';
import { commandWords, wholeNumber, wholeNumbers } from '../measure/command-words.ts';
import { inProcess, inPython } from '../measure/in-process.ts';
import { inScratchFolder } from '../measure/scratch-folder.ts';
import { keepResults } from '../results-table.ts';
import { peerPython } from '../settings.ts';
import { type SetName, setNames } from './drawn-vectors.ts';
import type { Measured, NearestOnce } from './nearest-once.ts';
import { nearestTable, type Turn } from './nearest-table.ts';

export const nearestUsage = `index [--sizes N,N,...] [--sets ${setNames.join(',')}] [--queries N] [--rounds N] [--graphs-up-to N] [--save] [--json]
           CPU time a query, recall of the best 100 and build of our indexes and hnswlib-node, beside faiss and hnswlib (their
           Python named by PEER_ANN_PYTHON); 10k and 100k vectors of 64 numbers, 500 queries, the least of 5 rounds; graphs up to
           100k`;

const dim = 64;

/** Measures our indexes and others over drawn vectors. */
export async function nearestCommand(words: readonly string[]): Promise<void> {
  const { values } = commandWords(words, {
    sizes: { type: 'string', default: '10k,100k' },
    sets: { type: 'string', default: setNames.join(',') },
    queries: { type: 'string', default: '500' },
    rounds: { type: 'string', default: '5' },
    'graphs-up-to': { type: 'string', default: '100k' },
    save: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  });
  const queries = wholeNumber('--queries', values.queries, 100);
  const rounds = wholeNumber('--rounds', values.rounds);
  const graphsUpTo = wholeNumber('--graphs-up-to', values['graphs-up-to'], 0);
  const python = peerPython('ANN');
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  if (python === undefined)
    say('faiss and hnswlib are left out: PEER_ANN_PYTHON names no Python that has them');
  const turns: Turn[] = [];
  for (const size of wholeNumbers('--sizes', values.sizes, 100)) {
    for (const set of namedSets(values.sets)) {
      const settings = { set, size, dim, queries, rounds, hnsw: size <= graphsUpTo };
      turns.push({ set, size, measured: await measureSet(settings, python) });
      say(nearestTable(turns.slice(-1)));
    }
  }
  const loaded = loadKernel();
  const kernel = loaded.kind === 'loaded' ? loaded.kernel.instructions : 'none';
  const results = { cpu: cpus()[0].model, kernel, queries, rounds, turns };
  const table = nearestTable(turns);
  if (values.save) keepResults('index', results, table);
  process.stdout.write(values.json ? `${JSON.stringify(results)}\n` : `${table}\n`);
}

function measureSet(settings: Omit<NearestOnce, 'folder'>, python: string | undefined): Promise<Measured[]> {
  return inScratchFolder(async (folder) => {
    const ours = await inProcess<{ measured: Measured[] }>('index-once', { ...settings, folder });
    if (python === undefined) return ours.measured;
    const words = [folder, `${dim}`, `${settings.rounds}`, settings.hnsw ? '1' : '0'];
    const theirs = await inPython<{ measured: Measured[] }>(python, 'ann_indexes.py', words);
    return [...ours.measured, ...theirs.measured];
  });
}

function namedSets(text: string): SetName[] {
  return text.split(',').map((name) => {
    const set = setNames.find((one) => one === name);
    if (set === undefined) throw new Error(`--sets: "${name}" is none of ${setNames.join(', ')}`);
    return set;
  });
}
