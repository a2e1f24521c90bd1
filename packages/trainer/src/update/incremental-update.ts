import { type DeltaManifest, type EventLog, type LogPosition, StoreError } from '@twotower/store';
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
  /** In sequence; none where the log had nothing new to learn. */
  readonly published: readonly PublishedDelta[];
}

export interface PublishedDelta {
  readonly manifest: DeltaManifest;
  readonly learnt: Omit<LearntStretch, 'encodedItems' | 'counts'>;
}

/** Events of one delta: what they and their users' pasts take in memory is bounded, and a server has the first of them soon. */
const mostEvents = 200_000;

/**
 * Learns what has come to the event log since an alias's bundle and its deltas, by rows of IDs alone, and publishes what has moved as
 * the next delta, to which the alias then points; of a large backlog piece by piece. A crash leaves a delta there or not: what was
 * consumed is what the deltas say.
 *
 * @param base of the bundle that the alias points at
 */
export async function incrementalUpdate(
  tools: UpdateTools,
  log: Pick<EventLog, 'extent' | 'erasures'>,
  base: BaseBundle,
  alias: string,
): Promise<IncrementalResult> {
  const { store, mostEvents: most = mostEvents } = tools;
  const deltas = await deltasOf(store, base.id);
  // What a crash left published and not pointed at.
  await pointAt(tools, alias, base.id, deltas.length);
  const { end } = await log.extent();
  const from = endOf(base, deltas, deltas.length);
  const isErased = (await log.erasures(from)).length > 0;
  if (end === from && !isErased) return { bundleId: base.id, deltaSequence: deltas.length, published: [] };
  const increment = await resumeIncrement(tools, base);
  const published: PublishedDelta[] = [];
  do {
    const piece = await learnAndPublish(tools, increment, end, most);
    if (piece === undefined) break;
    published.push(piece);
    await saveIncrement(store, increment);
    await pointAt(tools, alias, base.id, increment.sequence);
  } while (increment.position !== end);
  return { bundleId: base.id, deltaSequence: increment.sequence, published };
}

/**
 * Learns from where an increment stands up to a place of the log, and writes the delta of it.
 *
 * @param most events of the delta; more where so many have no positive among them, as only a delta says what was consumed
 * @returns undefined where there is no positive up to there; nothing is written then
 */
export async function learnAndPublish(
  tools: UpdateTools,
  increment: Increment,
  to: LogPosition,
  most?: number,
): Promise<PublishedDelta | undefined> {
  const { end, news } = await learnRange(tools, increment, { from: increment.position, to }, most);
  if (news === undefined) {
    return most === undefined || end === to ? undefined : learnAndPublish(tools, increment, to, 2 * most);
  }
  const { positives, admitted, heldBack } = news.learnt ?? nothingLearnt;
  const manifest = await tools.store.deltas.write(placed(news.parts, increment, end));
  increment.sequence = manifest.sequence;
  increment.position = end;
  return { manifest, learnt: { positives, admitted, heldBack } };
}

const nothingLearnt = { positives: 0, admitted: { user: 0, item: 0 }, heldBack: 0 };

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
