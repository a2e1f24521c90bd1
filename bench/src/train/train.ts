import { cpus } from 'node:os';
import { commandWords, wholeNumber, wholeNumbers } from '../measure/command-words.ts';
import { inProcess } from '../measure/in-process.ts';
import { keepResults } from '../results-table.ts';
import { contenders, threads } from './contenders.ts';
import { type EngineKind, engineKinds } from './engine-kind.ts';
import { problem } from './problem.ts';
import { type Round, summarise } from './train-results.ts';
import { trainTable } from './train-table.ts';

export const trainUsage = `train [--rounds N] [--batches N,N,...] [--seconds N] [--engine kernel|tensorflow|wasm|all] [--save] [--json]
           the training step beside TensorFlow Recommenders and PyTorch (Pythons named by PEER_TFRS_PYTHON and PEER_TORCH_PYTHON),
           taking turns; 3 rounds, batches 256,1024,4096, 3 seconds a measurement, all engines; --save keeps table and JSON`;

/** Measures our step and the peers' in turns: all contenders at one batch size, then the next size, then the next round. */
export async function train(words: readonly string[]): Promise<void> {
  const { values } = commandWords(words, {
    rounds: { type: 'string', default: '3' },
    batches: { type: 'string', default: '256,1024,4096' },
    seconds: { type: 'string', default: '3' },
    engine: { type: 'string', default: 'all' },
    save: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  });
  const numberOfRounds = wholeNumber('--rounds', values.rounds);
  const batches = wholeNumbers('--batches', values.batches, 2);
  const seconds = wholeNumber('--seconds', values.seconds);
  const engine = engineOf(values.engine);
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const measured = contenders(engine, say);

  const rounds: Round[] = [];
  for (let round = 1; round <= numberOfRounds; round++) {
    for (const batch of batches) {
      const rates: Record<string, Awaited<ReturnType<(typeof measured)[number]['measure']>>> = {};
      for (const { name, measure } of measured) {
        rates[name] = await measure(batch, seconds);
        const { samplesPerSecond, loss } = rates[name];
        say(
          `round ${round}, batch ${batch}, ${name}: ${Math.round(samplesPerSecond)} samples/s, loss ${loss.toFixed(3)}`,
        );
      }
      const products =
        'kernel' in rates
          ? await inProcess<{ flopsPerSecond: number }>('train-gemm', { threads, seconds: 1 })
          : undefined;
      rounds.push({ batch, rates, ...products });
    }
  }
  const summaries = summarise(rounds);
  const results = {
    machine: { cpu: cpus()[0].model, threads, node: process.version },
    problem,
    seconds,
    summaries,
    rounds,
  };
  if (values.save) {
    keepResults('train', results, trainTable(summaries));
  }
  process.stdout.write(values.json ? `${JSON.stringify(results)}\n` : `${trainTable(summaries)}\n`);
}

function engineOf(text: string): EngineKind | 'all' {
  const kinds = [...engineKinds, 'all'] as const;
  const kind = kinds.find((candidate) => candidate === text);
  if (kind === undefined) {
    throw new Error(`--engine: "${text}" is none of ${kinds.join(', ')}`);
  }
  return kind;
}
