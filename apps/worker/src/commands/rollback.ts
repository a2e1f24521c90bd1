import { rollBack } from '@twotower/trainer';
import type { CommonFlags } from '../common-flags.ts';
import type { Console } from '../console.ts';
import { withEventLog } from '../event-log.ts';
import { alone } from '../update/alone.ts';
import { updateTools } from '../update/update-tools.ts';
import { findConfig, findStoreFolder, withStore } from '../workplace.ts';

export interface RollbackFlags extends CommonFlags {
  readonly alias: string;
}

/**
 * `rollback`: points an alias at the bundle that it pointed at before, one further back each time. What was consumed of the event log
 * since is learnt on it first; where that cannot be, the alias goes back all the same, and says so.
 */
export async function rollbackCommand(flags: RollbackFlags, output: Console): Promise<void> {
  await withStore(await findStoreFolder(flags), (store) =>
    alone(store, () =>
      withEventLog(store, async (log) => {
        const { alias } = flags;
        const { bundleId, deltaSequence } = await rollBack({
          store,
          alias,
          toolsFor: async (base) => updateTools(await findConfig(flags), store, log, base, output),
          onLeftOut: (reason) =>
            output.say(`warning: what was learnt from the event log since is left out: ${reason}`),
        });
        const deltas = deltaSequence === 0 ? '' : `, delta ${deltaSequence}`;
        output.result({ alias, bundleId, deltaSequence }, `${alias} is back at ${bundleId}${deltas}`);
      }),
    ),
  );
}
