import { modelFromTensors, type TwoTowerModel } from '@twotower/core';
import { type FittedFeatures, loadFeatures } from '@twotower/features';
import { loadIndex, type VectorIndex } from '@twotower/index';
import { type Config, configSchema, type Report } from '@twotower/schema';
import type { LoadedBundle } from '@twotower/store';
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
 * Rebuilds model, features and index from a verified bundle.
 *
 * @throws ServingError, or the error of the package whose part does not fit
 */
export async function loadServedBundle(
  bundle: LoadedBundle,
  deltaSequence: number,
  onNotice?: (message: string) => void,
): Promise<ServedBundle> {
  const { manifest } = bundle;
  const config = configSchema.safeParse(bundle.config);
  if (!config.success) {
    const [issue] = config.error.issues;
    throw new ServingError(
      'NOT_READY',
      `bundle ${manifest.id}, config.json, ${issue.path.join('.')}: ${issue.message}; train with this version`,
    );
  }
  const fitted = loadFeatures(bundle.features);
  const model = modelFromTensors({
    user: fitted.user.inputs,
    item: fitted.item.inputs,
    dense: bundle.dense,
    tables: bundle.tables,
  });
  if (model.dim !== bundle.dim || bundle.itemVectors.length !== bundle.items.ids.length * bundle.dim) {
    throw new ServingError(
      'NOT_READY',
      `bundle ${manifest.id}: ${bundle.itemVectors.length} numbers for ${bundle.items.ids.length} item vectors of ${model.dim}; train again`,
    );
  }
  return {
    id: manifest.id,
    deltaSequence,
    createdAt: manifest.createdAt,
    config: config.data,
    report: bundle.metrics,
    fitted,
    model,
    catalogue: new Catalogue(bundle.items, config.data.schema.item),
    users: new UserSnapshot(bundle.users),
    itemVectors: bundle.itemVectors,
    index: await loadIndex(bundle.indexFolder, bundle.itemVectors, bundle.dim, { onNotice }),
  };
}
