import type { Products } from '@twotower/kernel';
import { CoreError } from '../error.ts';
import type { TwoTowerModel } from '../model.ts';
import { type Masks, type TowerGradients, TowerPass } from '../tower-pass.ts';
import type { ItemViews } from './train-batch.ts';
import type { VectorLoss } from './vector-loss.ts';

export interface SelfSupervision {
  /** Of this term beside the main loss: too large learns what items look like and not who takes them. 0.1 to 0.3 are usual. */
  readonly weight: number;
  /** Of its own softmax. Default 0.1. */
  readonly temperature?: number;
}

/** Collects the gradients of `weight L` and returns `weight L`. Throws {@link CoreError} without two views of one size. */
export type SelfSupervisor = (views: ItemViews | undefined, masks: Masks | null) => number;

/**
 * Self-supervision by masked features (Yao et al. 2021): of two views of S items, each with other features masked, the second
 * view of an item is to be told apart from those of the other S - 1 by the first: the softmax loss between views
 * `L = (1/S) sum_i -log(e^{z_i . z'_i / tau} / sum_j e^{z_i . z'_j / tau})`.
 *
 * @param softmax the plain softmax loss
 */
export function selfSupervisor(
  products: Products,
  model: TwoTowerModel,
  gradients: TowerGradients,
  softmax: VectorLoss,
  { weight, temperature = 0.1 }: SelfSupervision,
): SelfSupervisor {
  const first = new TowerPass(products, model, 'item');
  const second = new TowerPass(products, model, 'item');
  return (views, masks) => {
    const size = views?.first.size;
    if (views === undefined || size === undefined || size !== views.second.size) {
      throw new CoreError(
        `batch.views: ${size ?? 'no'} first and ${views?.second.size ?? 'no'} second views; self-supervision needs two of each item`,
      );
    }
    const { loss, ofUsers, ofItems } = softmax({
      users: first.forward(views.first, masks),
      items: second.forward(views.second, masks),
      size,
      rows: size,
      logQ: new Float32Array(size),
      weights: new Float32Array(size).fill(1),
      hits: views.hits ?? new Int32Array(),
      temperature,
    });
    for (let i = 0; i < size * model.dim; i++) {
      ofUsers[i] *= weight;
      ofItems[i] *= weight;
    }
    first.backward(ofUsers, gradients);
    second.backward(ofItems, gradients);
    return weight * loss;
  };
}
