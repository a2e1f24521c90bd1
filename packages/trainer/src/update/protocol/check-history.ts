import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '@twotower/store';
import { CountedWorld } from './counted-world.ts';
import { writeFirstBundle } from './first-bundle.ts';
import type { Step } from './step.ts';

export type { Crash, Step, StepEvent } from './step.ts';

/** Where histories are checked: each begins with a copy of one store. */
export interface HistoryCheck {
  /**
   * Takes the steps of a history with the real store, log, deltas and updates, and with a model of them in plain maps.
   *
   * @throws AssertionError where they are not equal, row for row
   */
  check(history: readonly Step[]): Promise<void>;
  close(): Promise<void>;
}

export async function openHistoryCheck(): Promise<HistoryCheck> {
  const workplace = await mkdtemp(join(tmpdir(), 'twotower-protocol-'));
  const first = join(workplace, 'first');
  const store = await openStore(first);
  await writeFirstBundle(store);
  // It stays open: the files of a database that was closed go whenever the driver collects its statements, perhaps amid a copy.
  return {
    async check(history) {
      const folder = await mkdtemp(join(workplace, 'history-'));
      await cp(first, folder, { recursive: true });
      const world = await CountedWorld.open(folder);
      try {
        for (const step of history) await world.take(step);
        await world.requireEqual();
      } finally {
        await world.close();
        await rm(folder, { recursive: true });
      }
    },
    async close() {
      await store.close();
      await rm(workplace, { recursive: true });
    },
  };
}
