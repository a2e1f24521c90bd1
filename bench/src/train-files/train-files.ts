import { statSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { simulate } from '@twotower/data';
import { commandWords, wholeNumber } from '../measure/command-words.ts';
import { inProcess } from '../measure/in-process.ts';
import { inScratchFolder } from '../measure/scratch-folder.ts';
import { keepResults } from '../results-table.ts';
import { type FilesMeasured, filesTable } from './files-table.ts';
import type { FilesEncoded, FilesOnce, FilesTurn } from './train-files-once.ts';

export const trainFilesUsage = `train-files [EVENTS] [--users N] [--items N] [--batch N] [--rounds N] [--save] [--json]
           end to end from simulated files: 10M events, 200k users, 100k items, the ID and 4 features a side, batch 1024; an epoch
           from encoded shards beside the same model's step without input, 3 rounds`;

/** Simulates a log, encodes it, and measures epochs over its shards. Every event counts as a positive. */
export async function trainFiles(words: readonly string[]): Promise<void> {
  const { values, positionals } = commandWords(
    words,
    {
      users: { type: 'string', default: '200k' },
      items: { type: 'string', default: '100k' },
      batch: { type: 'string', default: '1024' },
      rounds: { type: 'string', default: '3' },
      save: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
    1,
  );
  const events = wholeNumber('EVENTS', positionals[0] ?? '10M', 1000);
  const users = wholeNumber('--users', values.users, 100);
  const items = wholeNumber('--items', values.items, 100);
  const batch = wholeNumber('--batch', values.batch, 2);
  const rounds = wholeNumber('--rounds', values.rounds);
  const say = (line: string): void => void process.stderr.write(`${line}\n`);

  const results = await inScratchFolder(async (folder): Promise<FilesMeasured> => {
    say(`simulating ${events} events of ${users} users and ${items} items`);
    const started = performance.now();
    await simulate({ out: join(folder, 'log'), users, items, events, days: 30, seed: 1 });
    const simulateSeconds = (performance.now() - started) / 1000;
    const once: FilesOnce = { folder, batch, seconds: 5 };
    const encoded = await inProcess<FilesEncoded>('train-files-encode', once);
    say(`encoded in ${encoded.seconds.toFixed(1)} s`);
    const turns: FilesTurn[] = [];
    for (let round = 1; round <= rounds; round++) {
      const turn = await inProcess<FilesTurn>('train-files-turn', once);
      turns.push(turn);
      say(
        `round ${round}: ${Math.round(turn.samplesPerSecond)} samples/s, step alone ${Math.round(turn.stepSamplesPerSecond)}`,
      );
    }
    const bytes = statSync(join(folder, 'log', 'events.csv')).size;
    return { cpu: cpus()[0].model, events, users, items, batch, bytes, simulateSeconds, encoded, turns };
  });
  if (values.save) {
    keepResults('train-files', results, filesTable(results));
  }
  process.stdout.write(values.json ? `${JSON.stringify(results)}\n` : `${filesTable(results)}\n`);
}
