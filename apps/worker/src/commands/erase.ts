import type { CommonFlags } from '../common-flags.ts';
import type { Console } from '../console.ts';
import { withEventLog } from '../event-log.ts';
import { findStoreFolder, withStore } from '../workplace.ts';

export interface EraseFlags extends CommonFlags {
  readonly user: string;
}

/** `erase`: takes a person's events out of the event log, and says which bundles have learnt from them. */
export async function eraseCommand({ user, ...flags }: EraseFlags, output: Console): Promise<void> {
  await withStore(await findStoreFolder(flags), (store) =>
    withEventLog(store, async (log) => {
      const events = await log.erase(user);
      const bundles: string[] = [];
      for (const { id, broken } of await store.bundles.list()) {
        if (broken !== undefined) continue;
        const { ids } = await (await store.bundles.open(id)).users();
        if (ids.includes(user)) bundles.push(id);
      }
      const still =
        bundles.length === 0
          ? 'no bundle knows the user'
          : `still in ${bundles.join(', ')}, which do not change: take the user's rows out of the files too, train anew, and prune`;
      output.result({ user, events, bundles }, `Erased ${events} events of ${user}; ${still}`);
    }),
  );
}
