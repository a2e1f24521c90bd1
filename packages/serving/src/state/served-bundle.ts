import { modelFromTensors, type TwoTowerModel } from '@twotower/core';
import { type FittedFeatures, loadFeaturesInSlices } from '@twotower/features';
import type { VectorIndex } from '@twotower/index';
import { type Config, configSchema, milliseconds, type Report, scoreTerms } from '@twotower/schema';
import { type CutOff, floatTensors, type OpenBundle, timeSlices } from '@twotower/store';
import { ServingError } from '../error.ts';
import { Catalogue } from '../items/catalogue.ts';
import { rowsById } from '../items/rows-by-id.ts';
import { priorMass } from '../prior/prior-mass.ts';
import { firstPrior, type ServedPrior } from '../prior/served-prior.ts';
import { UserSnapshot } from '../users/user-snapshot.ts';
import type { IndexMaker } from './index-maker.ts';
import { sharedNumbers } from './shared-numbers.ts';

/** A bundle made ready to answer; never changed after. */
export interface ServedBundle {
  readonly id: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly cutOff: CutOff | undefined;
  readonly config: Config;
  readonly report: Report;
  readonly fitted: FittedFeatures;
  readonly model: TwoTowerModel;
  readonly catalogue: Catalogue;
  readonly users: UserSnapshot;
  /** `[items]`, 1 where something is known of an item. */
  readonly told: Uint8Array;
  /** `[items]` training positives. */
  readonly counts: Float64Array;
  /** How much users get of their items. */
  readonly aggregation: number;
  readonly prior: ServedPrior | undefined;
  /** Unit rows `[items * dim]` in catalogue order. */
  readonly vectors: Float32Array;
  /** What is ranked, `[items * dim]`; the same array as {@link vectors} where that is the same. */
  readonly published: Float32Array;
  /** Over {@link published}, without the prior. */
  readonly index: VectorIndex;
  /** Over {@link vectors}: what items are asked that are like another. */
  readonly similar: VectorIndex;
}

/**
 * Rebuilds model, features and index from the parts of a bundle that answering needs.
 *
 * @throws StoreError where a part is missing or damaged, ServingError, or the error of the package whose part does not fit
 */
export async function loadServedBundle(bundle: OpenBundle, indexes: IndexMaker): Promise<ServedBundle> {
  const { manifest } = bundle;
  const config = await configOf(bundle);
  const fitted = await loadFeaturesInSlices(await bundle.features(), timeSlices());
  const weightsOf = `bundle ${manifest.id}`;
  const model = modelFromTensors({
    user: fitted.user.inputs,
    item: fitted.item.inputs,
    dense: floatTensors(await bundle.dense(), weightsOf),
    tables: floatTensors(await bundle.tables(), weightsOf),
  });
  requireFit(bundle, fitted, model);
  const vectors = await sharedNumbers(await bundle.itemVectors());
  const items = await bundle.items();
  const users = await bundle.users();
  const ranking = await bundle.ranking();
  const { weight, aggregation, halfLife } = scoreTerms(config);
  const fading = halfLife === undefined ? undefined : milliseconds(halfLife);
  const shares = weight === 0 ? undefined : ranking?.prior;
  const published = ranking?.published ? await sharedNumbers(ranking.published) : vectors;
  const index = await indexes.load(await bundle.index(), published, manifest.dim);
  return {
    id: manifest.id,
    createdAt: manifest.createdAt,
    cutOff: manifest.cutOff,
    config,
    report: await bundle.metrics(),
    fitted,
    model,
    catalogue: new Catalogue(items, config.schema.item, await rowsById(items.ids, `${weightsOf}, items`)),
    users: new UserSnapshot(users, await rowsById(users.ids, `${weightsOf}, users`)),
    told: ranking?.told ?? new Uint8Array(manifest.items).fill(1),
    counts: items.popularity,
    aggregation,
    prior:
      shares &&
      firstPrior({
        weight,
        halfLife: fading,
        shares,
        ...(await priorMass(users.history, manifest.items, fading)),
      }),
    vectors,
    published,
    index,
    similar: published === vectors ? index : await indexes.build(vectors, manifest.dim, { kind: 'exact' }),
  };
}

async function configOf(bundle: OpenBundle): Promise<Config> {
  const config = configSchema.safeParse(await bundle.config());
  if (config.success) return config.data;
  const [issue] = config.error.issues;
  throw new ServingError(
    'NOT_READY',
    `bundle ${bundle.manifest.id}, config.json, ${issue.path.join('.')}: ${issue.message}; train with this version`,
  );
}

/** Parts that do not belong together are refused here, so that no request meets them. */
function requireFit(
  { manifest }: OpenBundle,
  { tables }: Pick<FittedFeatures, 'tables'>,
  model: TwoTowerModel,
): void {
  const misfit = (what: string): ServingError =>
    new ServingError('NOT_READY', `bundle ${manifest.id}: ${what}; train again`);
  if (model.dim !== manifest.dim) {
    throw misfit(`item vectors of ${manifest.dim} numbers for a model of ${model.dim}`);
  }
  for (const { name, rows } of tables) {
    const found = model.tables.get(name)?.rows;
    if (found !== rows) throw misfit(`table ${name} has ${found ?? 'no'} rows, its features ask for ${rows}`);
  }
}
