import { type AnswerItems, modelFromTensors, type TwoTowerModel } from '@twotower/core';
import { type FittedFeatures, loadFeatures } from '@twotower/features';
import { buildIndex, loadIndex, type VectorIndex } from '@twotower/index';
import { type Config, configSchema, type Report, scoreTerms } from '@twotower/schema';
import { floatTensors, type OpenBundle } from '@twotower/store';
import { Catalogue } from '../items/catalogue.ts';
import { ServingError } from '../error.ts';
import { UserSnapshot } from '../users/user-snapshot.ts';

/** A bundle made ready to answer; never changed after. */
export interface ServedBundle {
  readonly id: string;
  readonly deltaSequence: number;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly config: Config;
  readonly report: Report;
  readonly fitted: FittedFeatures;
  readonly model: TwoTowerModel;
  readonly catalogue: Catalogue;
  readonly users: UserSnapshot;
  /** Unit rows `[items * dim]` in catalogue order. */
  readonly itemVectors: Float32Array;
  /** What of the items users are answered by. */
  readonly answers: AnswerItems;
  /** How much users get of their items. */
  readonly aggregation: number;
  /** Over the published vectors, with the prior: what recall asks. */
  readonly index: VectorIndex;
  /** Over {@link itemVectors}: what items are asked that are like another. */
  readonly similar: VectorIndex;
}

/**
 * Rebuilds model, features and index from the parts of a bundle that answering needs.
 *
 * @throws StoreError where a part is missing or damaged, ServingError, or the error of the package whose part does not fit
 */
export async function loadServedBundle(
  bundle: OpenBundle,
  deltaSequence: number,
  onNotice?: (message: string) => void,
): Promise<ServedBundle> {
  const { manifest } = bundle;
  const config = configSchema.safeParse(await bundle.config());
  if (!config.success) {
    const [issue] = config.error.issues;
    throw new ServingError(
      'NOT_READY',
      `bundle ${manifest.id}, config.json, ${issue.path.join('.')}: ${issue.message}; train with this version`,
    );
  }
  const fitted = loadFeatures(await bundle.features());
  const weightsOf = `bundle ${manifest.id}`;
  const model = modelFromTensors({
    user: fitted.user.inputs,
    item: fitted.item.inputs,
    dense: floatTensors(await bundle.dense(), weightsOf),
    tables: floatTensors(await bundle.tables(), weightsOf),
  });
  if (model.dim !== manifest.dim) {
    throw new ServingError(
      'NOT_READY',
      `bundle ${manifest.id}: item vectors of ${manifest.dim} numbers for a model of ${model.dim}; train again`,
    );
  }
  const itemVectors = await bundle.itemVectors();
  const items = await bundle.items();
  const ranking = await bundle.ranking();
  const told = ranking?.told ?? new Uint8Array(manifest.items).fill(1);
  const { weight, aggregation } = scoreTerms(config.data);
  const bias = weight === 0 ? undefined : ranking?.prior?.map((prior) => weight * prior);
  const published = ranking?.published ?? itemVectors;
  const index = await loadIndex(await bundle.index(), published, manifest.dim, { bias, onNotice });
  const isPlain = bias === undefined && published === itemVectors;
  return {
    id: manifest.id,
    deltaSequence,
    createdAt: manifest.createdAt,
    config: config.data,
    report: await bundle.metrics(),
    fitted,
    model,
    catalogue: new Catalogue(items, config.data.schema.item, { told, prior: ranking?.prior }),
    users: new UserSnapshot(await bundle.users()),
    itemVectors,
    answers: {
      dim: manifest.dim,
      vectors: itemVectors,
      told,
      counts: items.popularity,
    },
    aggregation,
    index,
    similar: isPlain ? index : await buildIndex(itemVectors, manifest.dim, { kind: 'exact' }),
  };
}
