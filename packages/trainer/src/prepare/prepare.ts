import {
  type Dataset,
  type EncodedContext,
  type EncodedSide,
  encodeContext,
  encodeEntities,
  type FittedFeatures,
  fitFeatures,
  userBlocks,
} from '@twotower/features';
import type { Config } from '@twotower/schema';
import { TrainerError } from '../error.ts';
import { type DroppedEvents, droppedEvents } from './dropped-events.ts';
import type { PositiveSource } from './positives.ts';
import { newestTime, weighByRecency } from './recency.ts';
import { seeIds } from './see-ids.ts';
import { shareArrays } from './share-arrays.ts';
import { trainingPositives } from './training-positives.ts';
import { trainingValues } from './training-values.ts';

/** The parts of a log, over the same users and items. */
export interface Split {
  readonly kind: string;
  readonly train: Dataset;
  readonly validation: Dataset;
  readonly test: Dataset;
  /** Of a rolling split: when the test part happened, in milliseconds since 1970. */
  readonly window?: { readonly from: number; readonly to: number };
  /** Of a rolling split: the windows after this one, each made when it is asked for. */
  readonly later?: readonly (() => Split)[];
}

/** A training part, fitted and encoded once: all that the loop reads. */
export interface TrainingData {
  readonly users: number;
  readonly items: number;
  readonly fitted: FittedFeatures;
  readonly encodedUsers: EncodedSide;
  readonly encodedItems: EncodedSide;
  readonly encodedContext: EncodedContext;
  readonly positives: PositiveSource;
  /** Where private negatives are drawn from. */
  readonly dropped: DroppedEvents;
  /** Positives an item: `[items]`. */
  readonly counts: Float64Array;
  /** `[users]`, 1 for users with training positives. */
  readonly known: Uint8Array;
}

/**
 * Fits the features on the training part alone and encodes every user and item once.
 *
 * @param parts datasets over the same users and items that together are the training part
 * @throws TrainerError where the part has no positives, none with a weight, or fewer than two users or items
 */
export function prepareTraining(config: Config, ...parts: readonly Dataset[]): TrainingData {
  const [train] = parts;
  const positives = weighByRecency(trainingPositives(config, parts), config.training.halfLife);
  const users = train.users.ids.length;
  const items = train.items.ids.length;
  const counts = countItems(items, positives);
  const known = knownUsers(positives);
  const trained = new Uint8Array(items).map((_, i) => (counts[i] > 0 ? 1 : 0));
  requireTwo('user', known, positives.length);
  requireTwo('item', trained, positives.length);
  requireWeight(positives);

  const fitted = fitFeatures(config.schema, {
    users: train.users,
    items: train.items,
    trainUsers: known,
    trainItems: trained,
    userIds: config.model.user.useId,
    windows: config.model.history === 'windows',
    newest: () => newestTime(positives),
    context: trainingValues(positives, train.dictionaries),
    timeForms: train.timeForms,
  });
  // Over shared memory, so that threads read the same arrays.
  const encodedUsers = shareArrays(encodeEntities(fitted.user, train.users));
  const encodedItems = shareArrays(encodeEntities(fitted.item, train.items));
  seeIds(fitted, encodedUsers, encodedItems, positives);
  return {
    users,
    items,
    fitted,
    encodedUsers,
    encodedItems,
    encodedContext: encodeContext(fitted.user, train.dictionaries),
    positives,
    dropped: droppedEvents(config, parts),
    counts,
    known,
  };
}

/** 1 for users who have a positive: `[users]`. */
export function knownUsers({ offsets }: Pick<PositiveSource, 'offsets'>): Uint8Array {
  return Uint8Array.from({ length: offsets.length - 1 }, (_, u) => (offsets[u + 1] > offsets[u] ? 1 : 0));
}

/** How often each item is a positive: `[items]`. */
export function countItems(items: number, positives: PositiveSource): Float64Array {
  const counts = new Float64Array(items);
  for (const { events } of userBlocks(positives)) {
    for (let e = 0; e < events.length; e++) {
      counts[events.item[e]]++;
    }
  }
  return counts;
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

function requireWeight(positives: PositiveSource): void {
  for (const { events } of userBlocks(positives)) {
    if (events.weight.some((weight) => weight > 0)) {
      return;
    }
  }
  throw new TrainerError(
    'data',
    'every positive of the training part has weight 0, so none can be learnt from: check the column of schema.event.weight',
  );
}
