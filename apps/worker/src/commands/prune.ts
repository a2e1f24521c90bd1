import { milliseconds } from '@twotower/schema';
import { pruneStore } from '@twotower/store';
import type { CommonFlags } from '../common-flags.ts';
import type { Console } from '../console.ts';
import { withEventLog } from '../event-log.ts';
import { findConfig, findStoreFolder, withStore } from '../workplace.ts';

/** `prune`: removes old events and bundles, but nothing that an alias, a rollback or an update may still need. */
export async function pruneCommand(flags: CommonFlags, output: Console): Promise<void> {
  const loaded = await findConfig(flags);
  const { events, bundles } = loaded.config.retention;
  const retention = { eventsMilliseconds: milliseconds(events), bundles };
  await withStore(await findStoreFolder(flags, loaded), (store) =>
    withEventLog(store, async (log) => {
      const pruned = await pruneStore(store, log, retention);
      const { removed, heldBy } = pruned.events;
      const held = heldBy
        ? `; older ones are kept for ${heldBy.kind === 'consumer' ? 'the consumer' : 'the'} ${heldBy.name}`
        : '';
      output.result(
        {
          bytes: pruned.bytes,
          bundles: pruned.bundles,
          events: removed,
          changes: pruned.changes,
          ...(heldBy && { heldBy: { kind: heldBy.kind, name: heldBy.name } }),
        },
        `Removed ${pruned.bundles.length} bundles (${pruned.bytes} bytes) and ${removed} events${held}`,
      );
    }),
  );
}
