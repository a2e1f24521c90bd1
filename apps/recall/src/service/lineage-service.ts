import { ApiError, type OutputOf, type RecallService } from '@twotower/api';
import { type AliasChange, listBundles, type OpenBundle, type Store, StoreError } from '@twotower/store';
import { noSuch } from './no-such.ts';

export interface LineageOptions {
  readonly store: Store;
  /** Takes the places of this machine out of what is answered. */
  readonly hidePlaces: <T>(value: T) => T;
  /** Told after an alias has moved. */
  readonly onMoved: () => Promise<unknown>;
}

/** Of one bundle, the newest. */
const deltasShown = 200;
/** Of one alias, the newest. */
const targetsShown = 50;

/** The endpoints that say where bundles come from and what aliases pointed at, and take an alias back. */
export function lineageService({
  store,
  hidePlaces,
  onMoved,
}: LineageOptions): Pick<RecallService, 'bundle' | 'aliases' | 'rollback' | 'run'> {
  return {
    async bundle({ bundleId }) {
      const listed = (await listBundles(store)).find(({ id }) => id === bundleId);
      if (listed === undefined) throw noSuch('bundle', 'bundleId', bundleId, '/v1/bundles');
      const { manifest, aliases, ...rest } = listed;
      const deltas = await store.deltas.list(bundleId);
      const newest = deltas.slice(-deltasShown).reverse();
      return hidePlaces({
        ...rest,
        aliases: [...aliases],
        ...(manifest && (await partsOf(await store.bundles.open(bundleId)))),
        deltas: newest.map(({ sequence, manifest: delta, broken }) => ({
          sequence,
          ...(delta && {
            createdAt: delta.createdAt,
            watermark: delta.watermark,
            rows: delta.rows,
            bytes: bytesOf(delta.files),
          }),
          broken,
        })),
        deltaCount: deltas.length,
      });
    },
    async aliases() {
      const aliases = await store.aliases.list();
      return {
        aliases: await Promise.all(
          aliases.map(async (alias) => ({
            ...alias,
            history: (await store.aliases.history(alias.name)).slice(0, targetsShown).map(targetOf),
          })),
        ),
      };
    },
    async rollback({ alias, bundleId }) {
      try {
        const to = await earlierTarget(store, alias, bundleId);
        const target = await store.aliases.rollback(alias, to);
        await onMoved();
        return { alias, bundleId: target.bundleId, deltaSequence: target.deltaSequence };
      } catch (cause) {
        if (!(cause instanceof StoreError)) throw cause;
        throw new ApiError('CONFLICT', hidePlaces(cause.message), { cause });
      }
    },
    async run({ runId }) {
      const run = await store.runs.get(runId);
      if (run === undefined) throw noSuch('run', 'runId', runId, '/v1/runs');
      const { epochs, config, report, ...rest } = run;
      return hidePlaces({
        ...rest,
        epochs: epochs.length,
        metrics: report?.metrics,
        config,
        curve: [...epochs],
        report,
      });
    },
  };
}

async function partsOf(bundle: OpenBundle): Promise<Partial<OutputOf<'bundle'>>> {
  const { parent, dim, items, users, seed, cutOff, files } = bundle.manifest;
  return {
    parent,
    dim,
    items,
    users,
    seed,
    bytes: bytesOf(files),
    newestEvent: cutOff?.newestTime,
    report: await bundle.metrics(),
    config: await bundle.config(),
  };
}

function bytesOf(files: readonly { readonly bytes: number }[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

function targetOf({ bundleId, deltaSequence, setAt, rolledBackAt }: AliasChange) {
  return { bundleId, deltaSequence, setAt, rolledBackAt };
}

/** The newest target of another bundle that was not taken back, or of the one that is named. @throws ApiError CONFLICT */
async function earlierTarget(store: Store, alias: string, bundleId: string | undefined) {
  const [present, ...before] = (await store.aliases.history(alias)).filter(
    ({ rolledBackAt }) => rolledBackAt === undefined,
  );
  const target = before.find((one) =>
    bundleId === undefined ? one.bundleId !== present.bundleId : one.bundleId === bundleId,
  );
  if (target !== undefined) return { bundleId: target.bundleId, deltaSequence: target.deltaSequence };
  const which =
    bundleId === undefined ? 'has no earlier bundle' : `never pointed at ${bundleId.slice(0, 80)}`;
  throw new ApiError('CONFLICT', `${alias} ${which}; promote the one that it is to point at`);
}
