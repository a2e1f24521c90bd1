import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandWords, wholeNumber } from '../measure/command-words.ts';
import { inProcess, inPython } from '../measure/in-process.ts';
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
  const folder = mkdtempSync(join(tmpdir(), 'twotower-bench-'));
  try {
    writeWorld(folder, sizes);
    const turns: Turn[] = [];
    for (let round = 1; round <= rounds; round++) {
      const turn = await takeTurn(folder, sizes, python);
      turns.push(turn);
      say(
        `round ${round}: kernel ${turn.kernel.seconds.toFixed(2)} s, without ${turn.tensorflow.seconds.toFixed(2)} s, numpy ${turn.numpy?.seconds.toFixed(2) ?? '-'} s`,
      );
    }
    const results = { cpu: cpus()[0].model, threads: cpus().length, sizes, k, turns };
    const table = evaluateTable(turns);
    if (values.save) {
      keepResults('evaluate', results, table);
    }
    process.stdout.write(values.json ? `${JSON.stringify(results)}\n` : `${table}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
