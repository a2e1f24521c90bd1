import { modelFromTensors, type TwoTowerModel } from '@twotower/core';
import { type FittedFeatures, loadFeatures } from '@twotower/features';
import { loadIndex, type VectorIndex } from '@twotower/index';
import { type Config, configSchema, type Report } from '@twotower/schema';
import { floatTensors, type OpenBundle } from '@twotower/store';
import { Catalogue } from './catalogue.ts';
import { ServingError } from './error.ts';
import { UserSnapshot } from './user-snapshot.ts';

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
  readonly index: VectorIndex;
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
  return {
    id: manifest.id,
    deltaSequence,
    createdAt: manifest.createdAt,
    config: config.data,
    report: await bundle.metrics(),
    fitted,
    model,
    catalogue: new Catalogue(await bundle.items(), config.data.schema.item),
    users: new UserSnapshot(await bundle.users()),
    itemVectors,
    index: await loadIndex(await bundle.index(), itemVectors, manifest.dim, { onNotice }),
  };
}
