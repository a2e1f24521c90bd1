import { incrementCheckpoint } from '@twotower/store';
import type { CommonFlags } from '../common-flags.ts';
import type { Console } from '../console.ts';
import { withEventLog } from '../event-log.ts';
import { findStoreFolder, withStore } from '../workplace.ts';

export interface EraseFlags extends CommonFlags {
  readonly user: string;
}

/**
 * `erase`: takes a person's events out of the event log, and what was put of them out of the store. Servers forget them at their next
 * look, the next full update's bundle is without them. Says which bundles know them until then.
 */
export async function eraseCommand({ user, ...flags }: EraseFlags, output: Console): Promise<void> {
  await withStore(await findStoreFolder(flags), (store) =>
    withEventLog(store, async (log) => {
      const events = await log.erase(user);
      await store.comparisons.erase(user);
      await store.changes.erase(user, (await log.extent()).end);
      const bundles: string[] = [];
      for (const { id, broken } of await store.bundles.list()) {
        // It holds what users did; the next update makes its own again from the log.
        await store.checkpoints.remove(incrementCheckpoint(id));
        if (broken !== undefined) continue;
        const { ids } = await (await store.bundles.open(id)).users();
        if (ids.includes(user)) bundles.push(id);
      }
      const still =
        bundles.length === 0
          ? 'no bundle knows the user'
          : `still in ${bundles.join(', ')}, which do not change: servers forget them within seconds, the bundle of the next full update is without them, and prune removes old ones; take their rows out of the files too before you train anew`;
      output.result({ user, events, bundles }, `Erased ${events} events of ${user}; ${still}`);
    }),
  );
}
