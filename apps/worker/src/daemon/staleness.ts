import type { EventLog, Store } from '@twotower/store';

/**
 * For how long events have waited to be learnt, in milliseconds: since the last update that was done began, as that learnt all there
 * was by then. 0 where none waits; undefined where there is no champion.
 */
export async function staleness(
  { aliases, bundles, deltas, jobs }: Pick<Store, 'aliases' | 'bundles' | 'deltas' | 'jobs'>,
  log: Pick<EventLog, 'extent'>,
  alias: string,
  now: number,
): Promise<number | undefined> {
  const target = await aliases.get(alias);
  if (target === undefined) return undefined;
  const { bundleId, deltaSequence } = target;
  const { manifest } = await bundles.open(bundleId);
  const learnt =
    deltaSequence === 0
      ? manifest.cutOff?.position
      : (await deltas.open(bundleId, deltaSequence)).manifest.to;
  if (learnt === (await log.extent()).end) return 0;
  const [update] = await jobs.list({ kind: 'update', state: 'done', limit: 1 });
  const since = Math.max(Date.parse(manifest.createdAt), Date.parse(update?.startedAt ?? manifest.createdAt));
  return Math.max(0, now - since);
}
