import type { Random } from '@twotower/core';
import type { ItemViews, TrainBatch } from '@twotower/core/train';
import { selectContext, selectItems, selectUsers } from '@twotower/features';
import {
  type AccidentalHits,
  accidentalHits,
  type Candidates,
  drawCandidates,
  drawPerPositive,
  type RankedLists,
} from '@twotower/sampling';
import { idDropout } from '../prepare/id-dropout.ts';
import type { LearningConfig } from '../prepare/learning-config.ts';
import { momentsOf } from '../prepare/moments.ts';
import type { TrainingData } from '../prepare/prepare.ts';
import { type HardDraws, type OwnItems, openHardDraws } from './hard-negatives.ts';
import type { SharedNegatives } from './negatives.ts';
import type { TrainingWindow } from './windows.ts';

/** What of the training data batches are cut from, beside a window. */
export type BatchData = Pick<TrainingData, 'items' | 'encodedUsers' | 'encodedItems' | 'encodedContext'>;

/** What all batches of a run have in common. */
export interface BatchSource {
  readonly config: LearningConfig;
  readonly data: BatchData;
  readonly negatives: SharedNegatives;
}

/** What the batches of a window have in common. */
export interface WindowDraws {
  readonly window: TrainingWindow;
  readonly hits: AccidentalHits;
  readonly hard: HardDraws;
}

/**
 * @param epoch from 1
 * @param mined what the model ranked for each user when the epoch began, where negatives are mined
 */
export function openWindow(
  { config, data }: BatchSource,
  window: TrainingWindow,
  epoch: number,
  mined: RankedLists | undefined,
): WindowDraws {
  return {
    window,
    hits: accidentalHits(window.byUser, data.items),
    hard: openHardDraws(config, window, data.items, epoch, mined),
  };
}

/**
 * The batch of some events of a window.
 *
 * @param events `[B]` places in the window
 */
export function assembleBatch(
  { config, data, negatives }: BatchSource,
  { window, hits, hard }: WindowDraws,
  events: Int32Array,
  random: Random,
): TrainBatch {
  const { positives, histories } = window;
  const { encodedUsers, encodedItems, encodedContext } = data;
  const dropout = idDropout(config);
  const size = events.length;
  const users = new Int32Array(size);
  const rowItems = new Int32Array(size);
  const weights = new Float32Array(size);
  const historyEnd = new Int32Array(size);
  for (let r = 0; r < size; r++) {
    users[r] = positives.user[events[r]];
    rowItems[r] = positives.item[events[r]];
    weights[r] = positives.weight[events[r]];
    historyEnd[r] = window.historyEnds[events[r]];
  }
  const candidates = drawCandidates(negatives.sources, rowItems, random, negatives.logQ);
  negatives.streaming?.observe(rowItems);
  const moments = hard.perRow > 0 ? momentsOf(positives) : undefined;
  const times = moments && Float64Array.from(events, (event) => moments[event]);
  const own = hard.draw({ users, positives: rowItems, ...(times && { times }) }, random);
  const columns = withOwn(candidates, own);
  const { queue } = negatives;
  const found = hits.find(users, candidates.items);
  const { loss } = config;
  const exhaustive = negatives.sources.some((source) => source.exhaustive);
  const perPositive = loss.kind === 'binary' ? loss.perPositive : null;
  return {
    users: selectUsers(encodedUsers, users, {
      hideId: hidden(size, dropout.user, random),
      hideFeatures: hidden(size * encodedUsers.features, dropout.user, random),
      histories,
      historyEnd,
      others: { events, random },
      context: selectContext(
        encodedContext,
        positives.context,
        events,
        hidden(size * encodedContext.encoders.length, dropout.user, random),
      ),
    }),
    items: selectItems(
      encodedItems,
      columns.items,
      hidden(columns.items.length, dropout.item, random),
      hidden(columns.items.length * encodedItems.features, dropout.item, random),
    ),
    logQ: columns.logQ,
    ...(exhaustive && { positiveLogQ: candidates.positiveLogQ }),
    weights,
    hits: found,
    ...(queue && {
      constants: candidates.vectors,
      onPositives: (vectors: Float32Array) => queue.push(rowItems, vectors),
    }),
    ...(own && { own: { perRow: own.perRow, present: own.present } }),
    ...(perPositive !== null && {
      chosen: drawPerPositive(
        { rows: size, columns: candidates.items.length, perRow: perPositive, hits: found },
        random,
      ),
    }),
    ...(config.training.selfSupervision && { views: drawViews(data, rowItems, random) }),
  };
}

/** The items that the tower computes, and the correction of all columns: the shared candidates, then the rows' own. */
function withOwn({ items, logQ, onceLogQ, encoded }: Candidates, own: OwnItems | undefined) {
  const towered = items.subarray(0, encoded);
  if (!own) {
    return { items: towered, logQ };
  }
  const all = {
    items: new Int32Array(encoded + own.items.length),
    logQ: new Float32Array(items.length + own.items.length).fill(onceLogQ),
  };
  all.items.set(towered);
  all.items.set(own.items, encoded);
  all.logQ.set(logQ);
  return all;
}

/** Of an item's features, those that a view hides. Source: Yao et al. 2021, dropout of half of them. */
const hiddenInView = 0.5;
const mostViews = 512;

/** Two views of the batch's distinct items, at most 512. */
function drawViews({ encodedItems }: BatchData, items: Int32Array, random: Random): ItemViews {
  const distinct = Int32Array.from(new Set(items)).subarray(0, mostViews);
  const view = () =>
    selectItems(
      encodedItems,
      distinct,
      hidden(distinct.length, hiddenInView, random),
      hidden(distinct.length * encodedItems.features, hiddenInView, random),
    );
  return { first: view(), second: view() };
}

function hidden(size: number, share: number, random: Random): Uint8Array | undefined {
  if (share === 0 || size === 0) {
    return undefined;
  }
  const mask = new Uint8Array(size);
  for (let i = 0; i < size; i++) {
    mask[i] = random.next() < share ? 1 : 0;
  }
  return mask;
}
