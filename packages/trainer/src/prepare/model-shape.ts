import type { ModelShape } from '@twotower/core';
import type { FittedFeatures, HistoryInput } from '@twotower/features';
import type { Config } from '@twotower/schema';

/** The model that a config describes, over fitted features. */
export function modelShape({ model, training }: Config, { user, item, tables }: FittedFeatures): ModelShape {
  const attention = model.history === 'attention' ? longest(user.histories) : undefined;
  const layersOf = ({ hidden, layerNorm, residual }: Config['model']['item']) => ({
    hidden,
    layerNorm,
    residual,
  });
  return {
    dim: model.dim,
    tables,
    user: { inputs: user.inputs, ...layersOf(model.user), ...(attention && { attention }) },
    item: { inputs: item.inputs, ...layersOf(model.item) },
    seed: training.seed,
    initialDeviation: model.initialDeviation,
  };
}

/** The history that attention pools. */
function longest(histories: readonly HistoryInput[]): HistoryInput | undefined {
  return histories.reduce<HistoryInput | undefined>(
    (best, history) => (history.length > (best?.length ?? 1) ? history : best),
    undefined,
  );
}
