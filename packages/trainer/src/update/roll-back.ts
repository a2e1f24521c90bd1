import { type AliasTarget, type LogPosition, type Store, StoreError } from '@twotower/store';
import { type BaseBundle, openBase } from './base-bundle.ts';
import { replayOn } from './replay-on.ts';
import type { UpdateTools } from './resume-increment.ts';

/** Where a rollback leads. */
export interface RollbackPlan {
  readonly from: AliasTarget;
  readonly to: AliasTarget;
}

export interface RollBackOptions {
  readonly store: Store;
  readonly alias: string;
  /** What the bundle to go back to is updated with. */
  readonly toolsFor: (base: BaseBundle) => Promise<UpdateTools>;
  /** Told why what was consumed since could not be learnt on it; the alias goes back all the same. */
  readonly onLeftOut: (reason: string) => void;
}

/**
 * Points an alias at the bundle that it pointed at before, one further back each time, once that has learnt what was consumed of
 * the event log since.
 *
 * @throws StoreError where the alias has no earlier target
 */
export async function rollBack(options: RollBackOptions): Promise<AliasTarget> {
  const { store, alias } = options;
  const plan = await planRollback(store, alias);
  if (plan.to.bundleId === plan.from.bundleId) return store.aliases.rollback(alias);
  const deltaSequence = await caughtUp(plan, options);
  return store.aliases.rollback(alias, { bundleId: plan.to.bundleId, deltaSequence });
}

/** @returns the delta to go back to */
async function caughtUp(
  plan: RollbackPlan,
  { store, toolsFor, onLeftOut }: RollBackOptions,
): Promise<number> {
  const [from, to] = await Promise.all(
    [plan.from, plan.to].map(({ bundleId }) => store.bundles.open(bundleId)),
  );
  const isBehind =
    plan.from.deltaSequence > 0 || from.manifest.cutOff?.position !== to.manifest.cutOff?.position;
  if (!isBehind || !to.manifest.cutOff) return plan.to.deltaSequence;
  try {
    return await catchUp(await toolsFor(await openBase(to)), plan);
  } catch (error) {
    onLeftOut(error instanceof Error ? error.message : String(error));
    return plan.to.deltaSequence;
  }
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
