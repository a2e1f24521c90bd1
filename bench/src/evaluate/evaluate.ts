import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { commandWords, wholeNumber } from '../measure/command-words.ts';
import { inProcess, inPython } from '../measure/in-process.ts';
import { inScratchFolder } from '../measure/scratch-folder.ts';
import { keepResults } from '../results-table.ts';
import { peerPython } from '../settings.ts';
import { sameItems } from './agreement.ts';
import { readIntegers, type WorldSizes, writeWorld } from './drawn-world.ts';
import type { Evaluated } from './evaluate-once.ts';
import { evaluateTable, type Turn } from './evaluate-table.ts';

export const evaluateUsage = `evaluate [--rounds N] [--users N] [--items N] [--save] [--json]
           a full-catalogue evaluation of 30k users and 41k items, dim 64, 27 seen items masked, top 20, beside NumPy (its Python
           named by PEER_NUMPY_PYTHON), taking turns; 3 rounds`;

const k = 20;

/** Measures the evaluation with and without the kernel and NumPy's rankings alone, in turns. */
export async function evaluateCommand(words: readonly string[]): Promise<void> {
  const { values } = commandWords(words, {
    rounds: { type: 'string', default: '3' },
    users: { type: 'string', default: '30k' },
    items: { type: 'string', default: '41k' },
    save: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  });
  const rounds = wholeNumber('--rounds', values.rounds);
  const users = wholeNumber('--users', values.users);
  const sizes: WorldSizes = { users, items: wholeNumber('--items', values.items, 100), dim: 64, seen: 27 };
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const python = peerPython('NUMPY');
  if (python === undefined) {
    say('numpy is left out: PEER_NUMPY_PYTHON names no Python that has it');
  }
  const turns = await inScratchFolder(async (folder) => {
    writeWorld(folder, sizes);
    const taken: Turn[] = [];
    for (let round = 1; round <= rounds; round++) {
      const turn = await takeTurn(folder, sizes, python);
      taken.push(turn);
      const seconds = (part: { readonly seconds: number } | undefined) => part?.seconds.toFixed(2) ?? '-';
      say(
        `round ${round}: kernel ${seconds(turn.kernel)} s, without ${seconds(turn.tensorflow)} s, numpy ${seconds(turn.numpy)} s`,
      );
    }
    return taken;
  });
  const results = { cpu: cpus()[0].model, threads: availableParallelism(), sizes, k, turns };
  if (values.save) {
    keepResults('evaluate', results, evaluateTable(turns));
  }
  process.stdout.write(values.json ? `${JSON.stringify(results)}\n` : `${evaluateTable(turns)}\n`);
}

async function takeTurn(folder: string, sizes: WorldSizes, python: string | undefined): Promise<Turn> {
  const ours = (kernel: boolean) => inProcess<Evaluated>('evaluate-once', { folder, sizes, k, kernel });
  const kernel = await ours(true);
  const tensorflow = await ours(false);
  if (python === undefined) {
    return { kernel, tensorflow };
  }
  const { users, items, dim, seen } = sizes;
  const numbers = [users, items, dim, seen, k].map(String);
  const numpy = await inPython<NonNullable<Turn['numpy']>>(python, 'numpy_evaluate.py', [folder, ...numbers]);
  const rankings = (name: string) => readIntegers(join(folder, name));
  return { kernel, tensorflow, numpy, agreement: sameItems(rankings('ours'), rankings('numpy'), k) };
}
