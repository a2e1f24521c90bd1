import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '@twotower/store';
import { type Act, CLI } from './acts.ts';
import { runNode } from './run-node.ts';
import { stateOfStore } from './state-of-store.ts';
import { type Injection, type TracedRun, traced } from './traced.ts';

/** What came of an act that met a fault. */
export interface Tried {
  readonly run: TracedRun;
  /** The store after the act was begun anew. */
  readonly state: string;
}

/**
 * Does an act to a copy of its store, with a fault or without; then begins anew without, as who is told of a failure does. What comes next,
 * further events and an update, shows what a checkpoint that was left behind goes on to.
 */
export async function tryPoint(folder: string, act: Act, injection?: Injection): Promise<Tried> {
  const place = mkdtempSync(join(folder, 'tries', 'try-'));
  try {
    for (const name of ['twotower.config.yaml', 'log.csv', 'second.csv', 'fourth.csv']) {
      cpSync(join(folder, name), join(place, name), { preserveTimestamps: true });
    }
    const store = join(place, '.twotower');
    cpSync(join(folder, act.from), store, { recursive: true });
    const before = await championOf(store);
    const run = await traced(act.words, join(place, 'trace'), place, injection);
    if (run.exit !== 0 && !(act.once && (await championOf(store)) !== before)) {
      await runNode(act.words, place);
    }
    await runNode([CLI, 'ingest', '--from', 'fourth.csv', '--json'], place);
    await runNode([CLI, 'update', '--json'], place);
    return { run, state: await stateOfStore(store) };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** Opening a store clears it, as whoever comes next does. */
async function championOf(folder: string): Promise<string | undefined> {
  const store = await openStore(folder);
  try {
    return (await store.aliases.get('champion'))?.bundleId;
  } finally {
    await store.close();
  }
}
