import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { twotower } from '../command.ts';

export interface TrainedStore {
  readonly folder: string;
  readonly store: string;
  /** The last one is the champion. */
  readonly bundleIds: readonly string[];
  /** What a command prints with `--json` about this store. */
  readonly say: (...args: string[]) => Promise<unknown>;
  readonly remove: () => Promise<void>;
}

/** A small store of two bundles, each trained and promoted by the command line on a simulated log. */
export async function trainedStore(): Promise<TrainedStore> {
  const folder = await mkdtemp(join(tmpdir(), 'twotower-console-'));
  const store = join(folder, 'store');
  const run = async (...args: string[]): Promise<unknown> => {
    const { code, stdout, stderr } = await twotower([...args, '--json'], folder);
    if (code !== 0) throw new Error(`twotower ${args.join(' ')}: ${stdout}${stderr}`);
    return JSON.parse(stdout);
  };
  await run(
    'simulate',
    '--out',
    'log',
    '--users',
    '150',
    '--items',
    '120',
    '--events',
    '20000',
    '--seed',
    '3',
  );
  const config = join(folder, 'log', 'twotower.config.yaml');
  const text = await readFile(config, 'utf8');
  const bundleIds: string[] = [];
  for (const epochs of [2, 3]) {
    await writeFile(config, `${text}\ntraining: { epochs: ${epochs}, workers: 1 }\n`);
    const trained = (await run('train', '--promote', '--config', config, '--store', store)) as {
      bundleId: string;
    };
    bundleIds.push(trained.bundleId);
  }
  return {
    folder,
    store,
    bundleIds,
    say: (...args) => run(...args, '--store', store),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
