import { CoreError } from '../error.ts';
import type { Dropout } from './dropout.ts';
import type { Engine } from './engine.ts';
import { softmaxLoss } from './losses/softmax-loss.ts';
import type { TowerTeacher } from './tower-teacher.ts';
import type { ItemViews } from './train-batch.ts';

export interface SelfSupervision {
  /** Of this term beside the main loss: too large learns what items look like and not who takes them. 0.1 to 0.3 are usual. */
  readonly weight: number;
  /** Of its own softmax. Default 0.1. */
  readonly temperature?: number;
}

/**
 * Self-supervision by masked features (Yao et al. 2021): of two views of S items, each with other features masked, the second
 * view of an item is to be told apart from those of the other S - 1 by the first: the softmax loss between views
 * `L = (1/S) sum_i -log(e^{z_i . z'_i / tau} / sum_j e^{z_i . z'_j / tau})`.
 *
 * Collects the gradients of `weight L` and returns `weight L`. Throws {@link CoreError} where the batch has no two views of
 * one size.
 */
export function selfSupervise(
  engine: Engine,
  item: TowerTeacher,
  views: ItemViews | undefined,
  { weight, temperature = 0.1 }: SelfSupervision,
  dropout: Dropout | null,
): number {
  const { tf, ops } = engine;
  const size = views?.first.size;
  if (views === undefined || size !== views.second.size) {
    throw new CoreError(
      `batch.views: ${size ?? 'no'} first and ${views?.second.size ?? 'no'} second views; self-supervision needs two of each item`,
    );
  }
  const draw = dropout?.drawFor(engine, 'item');
  const [first, second] = [item.forward(views.first, draw, 1), item.forward(views.second, draw, 2)];
  const { loss, users, items } = softmaxLoss(engine, {
    users: first.vectors,
    items: second.vectors,
    logQ: new Float32Array(size ?? 0),
    weights: new Float32Array(size ?? 0).fill(1),
    hits: views.hits ?? new Int32Array(),
    temperature,
  });
  item.backward(first, ops.multiply(users, tf.scalar(weight)));
  item.backward(second, ops.multiply(items, tf.scalar(weight)));
  return weight * loss;
}
