import { ApiError, type BundleSummary, type RecallService } from '@twotower/api';
import type { RecallEngine } from '@twotower/serving';
import { listBundles, type Store, StoreError } from '@twotower/store';
import { translated } from './engine-service.ts';

export interface RegistryOptions {
  readonly engine: RecallEngine;
  readonly store: Store;
  readonly startedAt: Date;
  /** Takes the places of this machine out of what is answered. */
  readonly hidePlaces: <T>(value: T) => T;
}

/** The endpoints that say, and set, what the store holds of models. */
export function registryService({
  engine,
  store,
  startedAt,
  hidePlaces,
}: RegistryOptions): Pick<RecallService, 'overview' | 'bundles' | 'promote' | 'runs' | 'audit'> {
  const bundles = async () => hidePlaces(await bundleSummaries(store));
  return {
    async overview() {
      const { report, ...info } = translated(() => engine.info());
      return {
        service: { ...info, startedAt: startedAt.toISOString() },
        report: hidePlaces(report),
        bundles: await bundles(),
      };
    },
    bundles: async () => ({ bundles: await bundles() }),
    async promote({ bundleId, alias, deltaSequence }) {
      const listed = await store.bundles.list();
      if (!listed.some(({ id }) => id === bundleId)) {
        const message = `bundleId: no bundle ${JSON.stringify(bundleId.slice(0, 80))}; GET /v1/bundles lists them`;
        throw new ApiError('NOT_FOUND', message, { field: 'bundleId' });
      }
      try {
        await (await store.bundles.open(bundleId)).verify();
        await store.aliases.set(alias, bundleId, deltaSequence);
      } catch (cause) {
        if (!(cause instanceof StoreError)) throw cause;
        throw new ApiError('CONFLICT', hidePlaces(cause.message), { cause });
      }
      await engine.refresh();
      return { alias, bundleId, deltaSequence };
    },
    async runs({ limit, before }) {
      const runs = await store.runs.list({ limit, before });
      return {
        runs: runs.map(({ id, kind, status, startedAt: started, finishedAt, epochs, report, error }) => ({
          id,
          kind,
          status,
          startedAt: started,
          finishedAt,
          epochs: epochs.length,
          metrics: report?.metrics,
          error: hidePlaces(error),
        })),
      };
    },
    audit: async ({ limit }) => ({ entries: await store.audit.list(limit) }),
  };
}

async function bundleSummaries(store: Store): Promise<BundleSummary[]> {
  const listings = await listBundles(store);
  return listings.map(({ id, createdAt, kind, aliases, metrics, broken }) => ({
    id,
    createdAt,
    kind,
    aliases: [...aliases],
    metrics,
    broken,
  }));
}
