import type { FolderStore } from '@twotower/store';
import { catchUp, openBase, planRollback, type RollbackPlan } from '@twotower/trainer';
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
    alone(store, async () => {
      const plan = await planRollback(store, flags.alias);
      const isOther = plan.to.bundleId !== plan.from.bundleId;
      const deltaSequence = isOther ? await caughtUp(plan, store, flags, output) : plan.to.deltaSequence;
      const { bundleId } = await (isOther
        ? store.aliases.rollback(flags.alias, { bundleId: plan.to.bundleId, deltaSequence })
        : store.aliases.rollback(flags.alias));
      const deltas = deltaSequence === 0 ? '' : `, delta ${deltaSequence}`;
      output.result(
        { alias: flags.alias, bundleId, deltaSequence },
        `${flags.alias} is back at ${bundleId}${deltas}`,
      );
    }),
  );
}

/** @returns the delta to go back to */
async function caughtUp(
  plan: RollbackPlan,
  store: FolderStore,
  flags: RollbackFlags,
  output: Console,
): Promise<number> {
  const [from, to] = await Promise.all(
    [plan.from, plan.to].map(({ bundleId }) => store.bundles.open(bundleId)),
  );
  const isBehind =
    plan.from.deltaSequence > 0 || from.manifest.cutOff?.position !== to.manifest.cutOff?.position;
  if (!isBehind || !to.manifest.cutOff) return plan.to.deltaSequence;
  try {
    const loaded = await findConfig(flags);
    return await withEventLog(store, async (log) =>
      catchUp(await updateTools(loaded, store, log, await openBase(to), output), plan),
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    output.say(`warning: what was learnt from the event log since is left out: ${reason}`);
    return plan.to.deltaSequence;
  }
}
