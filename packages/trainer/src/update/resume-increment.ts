import type { Config } from '@twotower/schema';
import { type DeltaManifest, type Store, StoreError } from '@twotower/store';
import type { OnProgress } from '../progress.ts';
import type { BaseBundle } from './base-bundle.ts';
import { deltaOf, onlyRemoved } from './delta-of.ts';
import { forgetUsers } from './forget-users.ts';
import { beginIncrement, type Increment } from './increment.ts';
import { loadIncrement } from './increment-checkpoint.ts';
import { learnStretch } from './learn-stretch.ts';
import { putSince } from './put-entities.ts';
import type { LogRange, ReadLog } from './read-log.ts';
import { takePublished } from './take-published.ts';
import type { UpdateLearner } from './update-learner.ts';

/** What all updates are made with. */
export interface UpdateTools {
  readonly learner: UpdateLearner;
  /** As the base bundle was settled, with what may change since, see `updateConfig`. */
  readonly config: Config;
  /** What the next bundle is to remember as asked for; default: what the base bundle does. */
  readonly asked?: Readonly<Record<string, unknown>>;
  readonly store: Store;
  readonly read: ReadLog;
  /** Rows of IDs that one delta holds at most. */
  readonly mostRows?: number;
  /** Events that one delta is learnt from; of a log that is far ahead several are made, one after another. */
  readonly mostEvents?: number;
  readonly onProgress?: OnProgress;
}

/**
 * The incremental learner of a bundle as it stood behind its last delta. The manifests of deltas are the only truth about what was
 * consumed: a checkpoint that is behind them learns the missing stretches again as they were, and without one that fits all of
 * them are learnt again from the bundle on. What they published stands, whatever learning again makes of it: events may have been
 * erased since, and another processor rounds otherwise.
 */
export async function resumeIncrement(tools: UpdateTools, base: BaseBundle): Promise<Increment> {
  const deltas = await deltasOf(tools.store, base.id);
  const saved = await loadIncrement(tools.store, base);
  const isOfThese =
    saved !== undefined &&
    saved.sequence <= deltas.length &&
    saved.position === endOf(base, deltas, saved.sequence);
  const increment = isOfThese ? saved : beginIncrement(base);
  const missing = deltas.slice(increment.sequence);
  if (missing.length > 0) {
    const message = `learning ${missing.length} published ${missing.length === 1 ? 'delta' : 'deltas'} of ${base.id} again from the log`;
    tools.onProgress?.({ kind: 'notice', message });
  }
  for (const { from, to, sequence } of missing) {
    await learnRange(tools, increment, { from, to });
    takePublished(increment, await (await tools.store.deltas.open(base.id, sequence)).read());
    increment.sequence = sequence;
    increment.position = to;
  }
  return increment;
}

/**
 * Learns a range of the log.
 *
 * @param most events, see `ReadLog`
 * @returns up to where, and what there is to publish: nothing where it had no positive and nobody was erased
 */
export async function learnRange(tools: UpdateTools, increment: Increment, range: LogRange, most?: number) {
  const stretch = await tools.read([range], most);
  const { end, erased } = stretch;
  const removed = forgetUsers(increment, erased);
  const put = await putSince(tools.store.changes, increment.base.cutOff.changes ?? 0);
  const learnt = await learnStretch(tools.learner, tools.config, increment, stretch, put);
  if (learnt === undefined) {
    return removed.length === 0 ? { end } : { end, news: { parts: onlyRemoved(increment, removed) } };
  }
  const parts = deltaOf(tools.learner, tools.config, increment, learnt, removed, tools.mostRows);
  return { end, news: { learnt, parts } };
}

/** A bundle's deltas. @throws StoreError where one is broken */
export async function deltasOf(
  { deltas }: Pick<Store, 'deltas'>,
  bundleId: string,
): Promise<DeltaManifest[]> {
  return (await deltas.list(bundleId)).map(({ sequence, manifest, broken }, n) => {
    if (manifest === undefined || sequence !== n + 1) {
      throw new StoreError(
        `delta ${n + 1} of bundle ${bundleId} cannot be used: ${broken ?? 'it is missing'}; restore it from a backup, or go back to the bundle before`,
      );
    }
    return manifest;
  });
}

/** Up to where a bundle has learnt with its deltas up to a sequence. */
export function endOf(
  { cutOff }: Pick<BaseBundle, 'cutOff'>,
  deltas: readonly DeltaManifest[],
  sequence: number,
) {
  return sequence === 0 ? cutOff.position : deltas[sequence - 1].to;
}
