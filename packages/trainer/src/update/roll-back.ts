import { type AliasTarget, type LogPosition, type Store, StoreError } from '@twotower/store';
import { replayOn } from './replay-on.ts';
import type { UpdateTools } from './resume-increment.ts';

/** Where a rollback leads. */
export interface RollbackPlan {
  readonly from: AliasTarget;
  readonly to: AliasTarget;
}

/**
 * Where an alias goes back to: the bundle before, with all of its deltas. Where it never pointed at another bundle, to the delta before.
 *
 * @throws StoreError where the alias has no earlier target
 */
export async function planRollback(
  store: Pick<Store, 'aliases' | 'deltas'>,
  alias: string,
): Promise<RollbackPlan> {
  const [from, ...before] = (await store.aliases.history(alias)).filter(
    ({ rolledBackAt }) => rolledBackAt === undefined,
  );
  const to = before.find(({ bundleId }) => bundleId !== from.bundleId);
  if (to !== undefined) {
    const { bundleId } = to;
    const deltas = await store.deltas.list(bundleId);
    // One that is broken ends what can be served.
    const whole = deltas.findIndex(({ broken }) => broken !== undefined);
    return { from, to: { bundleId, deltaSequence: whole < 0 ? deltas.length : whole } };
  }
  if (before.length === 0) {
    throw new StoreError(
      `${alias} has no earlier target; point it at a bundle (promote ID --alias ${alias})`,
    );
  }
  return { from, to: before[0] };
}

/**
 * Learns on the bundle that an alias goes back to what was consumed from the log for the one it comes from, so that going back loses
 * nothing that was served.
 *
 * @returns the last delta of the bundle that it goes back to
 */
export async function catchUp(tools: UpdateTools, { from, to }: RollbackPlan): Promise<number> {
  const end = await servedUpTo(tools.store, from);
  return end === undefined ? to.deltaSequence : replayOn(tools, to.bundleId, [end]);
}

/** Up to where a target has learnt the log; undefined for a bundle of before there were updates. */
async function servedUpTo(
  { bundles, deltas }: Pick<Store, 'bundles' | 'deltas'>,
  { bundleId, deltaSequence }: AliasTarget,
): Promise<LogPosition | undefined> {
  return deltaSequence > 0
    ? (await deltas.open(bundleId, deltaSequence)).manifest.to
    : (await bundles.open(bundleId)).manifest.cutOff?.position;
}
