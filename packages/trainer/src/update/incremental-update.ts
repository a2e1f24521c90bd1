import { type DeltaManifest, type EventLog, StoreError } from '@twotower/store';
import { type BaseBundle, openBase } from './base-bundle.ts';
import { placed } from './delta-of.ts';
import type { Increment } from './increment.ts';
import { saveIncrement } from './increment-checkpoint.ts';
import type { LearntStretch } from './learn-stretch.ts';
import { deltasOf, endOf, learnRange, resumeIncrement, type UpdateTools } from './resume-increment.ts';

/** What an incremental update came to. */
export interface IncrementalResult {
  readonly bundleId: string;
  readonly deltaSequence: number;
  /** Absent where the log had nothing new to learn. */
  readonly published?: {
    readonly manifest: DeltaManifest;
    readonly learnt: Omit<LearntStretch, 'encodedItems' | 'counts'>;
  };
}

/**
 * Learns what has come to the event log since an alias's bundle and its deltas, by rows of IDs alone, and publishes what has moved as
 * the next delta, to which the alias then points. A crash leaves the delta there or not: what was consumed is what the deltas say.
 *
 * @param base of the bundle that the alias points at
 */
export async function incrementalUpdate(
  tools: UpdateTools,
  log: Pick<EventLog, 'extent'>,
  base: BaseBundle,
  alias: string,
): Promise<IncrementalResult> {
  const { store } = tools;
  const deltas = await deltasOf(store, base.id);
  // What a crash left published and not pointed at.
  await pointAt(tools, alias, base.id, deltas.length);
  const { end } = await log.extent();
  const from = endOf(base, deltas, deltas.length);
  const nothing = { bundleId: base.id, deltaSequence: deltas.length };
  if (end === from) return nothing;
  const increment = await resumeIncrement(tools, base);
  const learnt = await learnAndPublish(tools, increment, { from, to: end });
  if (learnt === undefined) return nothing;
  await saveIncrement(store, increment);
  await pointAt(tools, alias, base.id, increment.sequence);
  return { bundleId: base.id, deltaSequence: increment.sequence, published: learnt };
}

/** Learns a range and writes its delta. @returns undefined where the range has no positive; nothing is written then */
export async function learnAndPublish(
  tools: UpdateTools,
  increment: Increment,
  range: { readonly from: DeltaManifest['from']; readonly to: DeltaManifest['to'] },
): Promise<IncrementalResult['published']> {
  const made = await learnRange(tools, increment, range);
  if (made === undefined) return undefined;
  const { encodedItems: _, counts: __, ...learnt } = made.learnt;
  const manifest = await tools.store.deltas.write(placed(made.parts, increment, range.to));
  increment.sequence = manifest.sequence;
  increment.position = range.to;
  return { manifest, learnt };
}

/** Moves the alias on to a delta of the bundle that it points at. */
async function pointAt(
  { store, onProgress }: UpdateTools,
  alias: string,
  bundleId: string,
  sequence: number,
): Promise<void> {
  const now = await store.aliases.get(alias);
  if (now?.bundleId !== bundleId) {
    const message = `${alias} points at ${now?.bundleId ?? 'nothing'} by now and is left there`;
    onProgress?.({ kind: 'notice', message });
    return;
  }
  if (now.deltaSequence !== sequence) await store.aliases.set(alias, bundleId, sequence);
}

/** The bundle that an alias points at, to be updated. @throws StoreError where it points at none */
export async function baseOf({ store }: Pick<UpdateTools, 'store'>, alias: string): Promise<BaseBundle> {
  const target = await store.aliases.get(alias);
  if (target === undefined) {
    throw new StoreError(
      `no bundle has the alias ${alias}, so there is nothing to update; promote one first`,
    );
  }
  return openBase(await store.bundles.open(target.bundleId));
}
