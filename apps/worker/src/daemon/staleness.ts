import type { EventLog, LogPosition, Store } from '@twotower/store';

type Registry = Pick<Store, 'aliases' | 'bundles' | 'deltas'>;

/**
 * For how long the oldest event that is still to be learnt has waited, in milliseconds. An update that was done has learnt all that had
 * come when it began, as what it passed over had no positive. 0 where none waits; undefined where there is no champion.
 */
export async function staleness(
  store: Registry & Pick<Store, 'jobs'>,
  log: Pick<EventLog, 'extent' | 'read'>,
  alias: string,
  now: number,
): Promise<number | undefined> {
  const from = await learntUpTo(store, alias);
  if (from === undefined) return undefined;
  const first = await firstArrival(log, from);
  if (first === undefined) return 0;
  const [update] = await store.jobs.list({ kind: 'update', state: 'done', limit: 1 });
  const since = Math.max(first, Date.parse(update?.startedAt ?? new Date(first).toISOString()));
  return Math.max(0, now - since);
}

/** Whether the event log has anything that an alias's bundle and deltas have not read. */
export async function hasUnread(
  store: Registry,
  log: Pick<EventLog, 'extent'>,
  alias: string,
): Promise<boolean> {
  const from = await learntUpTo(store, alias);
  return from !== undefined && from !== (await log.extent()).end;
}

/** The place in the log that an alias has learnt up to; undefined where it points nowhere. */
async function learntUpTo(
  { aliases, bundles, deltas }: Registry,
  alias: string,
): Promise<LogPosition | undefined> {
  const target = await aliases.get(alias);
  if (target === undefined) return undefined;
  const { bundleId, deltaSequence } = target;
  if (deltaSequence > 0) return (await deltas.open(bundleId, deltaSequence)).manifest.to;
  return (await bundles.open(bundleId)).manifest.cutOff?.position;
}

async function firstArrival(log: Pick<EventLog, 'read'>, from: LogPosition): Promise<number | undefined> {
  for await (const { length, arrivals } of log.read({ from, batch: 1 })) {
    if (length > 0) return arrivals[0];
  }
  return undefined;
}
