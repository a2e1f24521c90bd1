import {
  buildHistories,
  type Dataset,
  type EncodedSide,
  encodeEntities,
  type FittedFeatures,
  fitFeatures,
  type Histories,
} from '@twotower/features';
import type { Config } from '@twotower/schema';
import { TrainerError } from './error.ts';
import {
  collectPositives,
  countItems,
  groupByUser,
  type ItemsByUser,
  type Positives,
} from './interactions.ts';

/** The parts of a log, over the same users and items. */
export interface Split {
  readonly kind: string;
  readonly train: Dataset;
  readonly validation: Dataset;
  readonly test: Dataset;
}

/** A training part, fitted and encoded once: all that the loop reads. */
export interface TrainingData {
  readonly users: number;
  readonly items: number;
  readonly fitted: FittedFeatures;
  readonly encodedUsers: EncodedSide;
  readonly encodedItems: EncodedSide;
  readonly positives: Positives;
  readonly byUser: ItemsByUser;
  /** Positives an item: `[items]`. */
  readonly counts: Float64Array;
  /** Histories of the training part; `position[e]` is where event e's own history ends. */
  readonly histories: Histories;
  /** `[users]`, 1 for users with training positives. */
  readonly known: Uint8Array;
}

/**
 * Fits the features on the training part alone and encodes every user and item once.
 *
 * @param parts datasets over the same users and items, in time order, that together are the training part
 *
 * @throws TrainerError where the part has no positives or fewer than two users or items
 */
export async function prepareTraining(config: Config, ...parts: readonly Dataset[]): Promise<TrainingData> {
  const [train] = parts;
  const positives = await collectPositives(...parts);
  const users = train.users.ids.length;
  const items = train.items.ids.length;
  const known = occurring(users, positives.user);
  const trained = occurring(items, positives.item);
  requireTwo('user', known, positives.length);
  requireTwo('item', trained, positives.length);

  const fitted = fitFeatures(config.schema, {
    users: train.users,
    items: train.items,
    trainUsers: known,
    trainItems: trained,
  });
  const encodedItems = encodeEntities(fitted.item, train.items);
  return {
    users,
    items,
    fitted,
    encodedUsers: encodeEntities(fitted.user, train.users),
    encodedItems,
    positives,
    byUser: groupByUser(users, positives),
    counts: countItems(items, positives),
    histories: buildHistories(encodedItems.idRows, users, positives.user, positives.item),
    known,
  };
}

function occurring(entities: number, column: Int32Array): Uint8Array {
  const mask = new Uint8Array(entities);
  for (const entity of column) {
    mask[entity] = 1;
  }
  return mask;
}

function requireTwo(side: 'user' | 'item', mask: Uint8Array, events: number): void {
  const count = mask.reduce((sum, x) => sum + x, 0);
  if (count < 2) {
    throw new TrainerError(
      'data',
      `the training part has ${events} positives of ${count} ${side}${count === 1 ? '' : 's'}; ` +
        'at least two users and two items are needed: check schema.positive and the log',
    );
  }
}
