import { pruneChanges } from './changes/prune-changes.ts';
import { incrementCheckpoint } from './deltas/increment-checkpoint.ts';
import type { EventLog, Pruned } from './events/event-log.ts';
import type { RegistryEntry } from './list-bundles.ts';
import { listBundles } from './list-bundles.ts';
import type { Store } from './store.ts';

export interface Retention {
  /** Events that arrived earlier than so many milliseconds ago may go. */
  readonly eventsMilliseconds: number;
  /** The newest bundles that stay. */
  readonly bundles: number;
}

export interface PruneResult {
  /** Bundles that were removed, with their deltas. */
  readonly bundles: readonly string[];
  /** Bytes of these bundles' files. */
  readonly bytes: number;
  readonly events: Pruned;
  /** What was put or removed by hand and no bundle needs any more. */
  readonly changes: number;
  /** Jobs that ended as long ago as events are kept. */
  readonly jobs: number;
}

/**
 * Removes old bundles and old events. A bundle stays while it is among the newest, or while an alias points at it; so that a
 * rollback to it can be caught up, no event that came after the cut-off of a bundle that stays is removed, nor one that a
 * consumer has not read. A broken bundle counts as one and is not removed: it says what is wrong until somebody mends it.
 *
 * @param log the event log that the cut-offs are positions of
 * @param now milliseconds since 1970
 */
export async function pruneStore(
  store: Pick<Store, 'bundles' | 'aliases' | 'deltas' | 'checkpoints' | 'changes' | 'jobs'>,
  log: EventLog,
  { eventsMilliseconds, bundles: newest }: Retention,
  now = Date.now(),
): Promise<PruneResult> {
  const listed = await listBundles(store);
  const gone = listed.filter(
    ({ aliases, broken }, age) => age >= newest && aliases.length === 0 && broken === undefined,
  );
  const kept = listed.filter((bundle) => !gone.includes(bundle));
  // Before anything goes: what a kept bundle needs is never without its mark.
  await markCutOffs(log, kept);
  for (const { id } of gone) {
    await store.bundles.remove(id);
    await store.checkpoints.remove(incrementCheckpoint(id));
  }
  const ids = new Set(kept.map(({ id }) => id));
  for (const id of await store.deltas.bundleIds()) {
    if (!ids.has(id)) await store.deltas.removeAll(id);
  }
  for (const { kind, name } of await log.marks.list()) {
    if (kind === 'kept' && isCutOff(name) && !ids.has(name.slice(CUT_OFF.length))) {
      await log.marks.remove(kind, name);
    }
  }
  const before = now - eventsMilliseconds;
  const events = await log.prune(await log.find({ arrivedFrom: before }));
  const changes = await pruneChanges(store, kept, before);
  const jobs = await store.jobs.prune(before);
  return { bundles: gone.map(({ id }) => id), bytes: bytesOf(gone), events, changes, jobs };
}

/** What the marks of bundles begin with; other marks are their setters' own. */
const CUT_OFF = 'cut-off of ';

function isCutOff(name: string): boolean {
  return name.startsWith(CUT_OFF);
}

async function markCutOffs(log: EventLog, bundles: readonly RegistryEntry[]): Promise<void> {
  for (const { id, manifest } of bundles) {
    const name = CUT_OFF + id;
    if (manifest?.cutOff && !(await log.marks.get('kept', name))) {
      await log.marks.set('kept', name, manifest.cutOff.position);
    }
  }
}

function bytesOf(bundles: readonly RegistryEntry[]): number {
  const files = bundles.flatMap(({ manifest }) => manifest?.files ?? []);
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
