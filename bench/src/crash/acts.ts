import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStore } from '@twotower/store';
import { runNode } from './run-node.ts';

/** The command line as it is built. */
export const CLI = fileURLToPath(new URL('../../../apps/worker/dist/main.js', import.meta.url));
const MAIN = fileURLToPath(new URL('../main.js', import.meta.url));

/** Something that changes a store, in a process of its own. */
export interface Act {
  readonly name: string;
  /** What Node is to run. */
  readonly words: readonly string[];
  /** The store before it, a folder beside those that tests work in. */
  readonly from: string;
  /** Done again after it was done, it would do more: so it is repeated only where the champion is what it was. */
  readonly once?: boolean;
}

/**
 * Makes stores in a folder, each with a log and a champion so small that a run is short, and says what is done to them.
 *
 * @param isWanted whether an act of this name is to be tried
 * @returns those acts
 */
export async function stageActs(
  folder: string,
  isWanted: (name: string) => boolean,
): Promise<readonly Act[]> {
  writeFileSync(join(folder, 'twotower.config.yaml'), config);
  writeFileSync(join(folder, 'log.csv'), events(200, 0));
  for (const [name, first] of [
    ['second', 200],
    ['third', 260],
    ['fourth', 320],
    ['fifth', 380],
  ] as const) {
    writeFileSync(join(folder, `${name}.csv`), events(60, first));
  }
  const run = (...words: string[]) => runNode([CLI, ...words, '--json'], folder);
  const keep = (name: string) => {
    cpSync(join(folder, '.twotower'), join(folder, name), { recursive: true });
    return name;
  };
  await run('train', '--promote');
  const trained = keep('trained');
  await run('ingest', '--from', 'second.csv');
  await run('update');
  await run('ingest', '--from', 'third.csv');
  const behind = keep('behind');
  if (isWanted('rollback') || isWanted('promote')) {
    await run('update');
    await run('update', '--full');
    // The fourth is what comes after each try.
    await run('ingest', '--from', 'fifth.csv');
    await run('update');
  }
  const nightly = keep('nightly');
  mkdirSync(join(folder, 'tries'));
  const acts: readonly Act[] = [
    { name: 'event write', words: [MAIN, 'crash-append'], from: trained },
    { name: 'put', words: [MAIN, 'crash-put'], from: trained },
    { name: 'ingest', words: [CLI, 'ingest', '--from', 'second.csv', '--json'], from: trained },
    { name: 'update', words: [CLI, 'update', '--json'], from: behind },
    { name: 'update --full', words: [CLI, 'update', '--full', '--json'], from: behind, once: true },
    {
      name: 'promote',
      words: [CLI, 'promote', await oldestBundle(join(folder, nightly)), '--json'],
      from: nightly,
    },
    { name: 'rollback', words: [CLI, 'rollback', '--json'], from: nightly, once: true },
  ];
  return acts.filter(({ name }) => isWanted(name));
}

async function oldestBundle(folder: string): Promise<string> {
  const store = await openStore(folder);
  try {
    const [{ id }] = (await store.bundles.list()).toReversed();
    return id;
  } finally {
    await store.close();
  }
}

const config = `
choose: defaults
schema:
  user: { id: user }
  item: { id: item }
  event: { id: id, time: ts, type: type }
data: { events: log.csv, repeats: keep }
split: { kind: temporal, validation: 0.1, test: 0.1 }
model: { dim: 4 }
training: { epochs: 1, workers: 1, batchSize: 64 }
index: { kind: exact }
evaluation: { baselines: [], seen: keep }
gate: { margin: 1 }
`;

/** Of 30 users on 16 items, from a second on. */
function events(count: number, first: number): string {
  const rows = Array.from({ length: count }, (_, n) => {
    const user = (7 * n) % 30;
    return `e${first + n},u${user},i${(user % 2) + 2 * ((3 * n) % 8)},${1_700_000_000 + first + n},click`;
  });
  return `id,user,item,ts,type\n${rows.join('\n')}\n`;
}
