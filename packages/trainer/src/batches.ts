import { type Random, seededRandom } from '@twotower/core';
import type { ItemViews, TrainBatch } from '@twotower/core/train';
import { selectContext, selectItems, selectUsers } from '@twotower/features';
import {
  type AccidentalHits,
  accidentalHits,
  type Candidates,
  capPositives,
  drawCandidates,
  drawPerPositive,
  keepProbabilities,
  type RankedLists,
  subsampleFrequent,
} from '@twotower/sampling';
import type { Config } from '@twotower/schema';
import { type HardDraws, type OwnItems, openHardDraws } from './hard-negatives.ts';
import { idDropout } from './id-dropout.ts';
import type { SharedNegatives } from './negatives.ts';
import type { Positives } from './positives.ts';
import type { TrainingData } from './prepare.ts';
import { shuffle, type TrainingWindow, type Windows } from './windows.ts';

export interface BatchOptions {
  readonly config: Config;
  readonly negatives: SharedNegatives;
  /** What the model ranked for each user when the epoch began, where negatives are mined. */
  readonly mined?: RankedLists;
}

/** What the batches of a window have in common. */
interface WindowDraws {
  readonly window: TrainingWindow;
  readonly hits: AccidentalHits;
  readonly hard: HardDraws;
}

/**
 * One epoch of training batches in a shuffled order.
 *
 * The order and all draws depend on the seed and the epoch's number alone (and on the streaming frequencies, where there
 * are), so that a resumed run goes on as the uninterrupted one would.
 *
 * @param epoch from 1
 */
export function* epochBatches(
  data: TrainingData,
  windows: Windows,
  epoch: number,
  options: BatchOptions,
): Generator<TrainBatch> {
  const { config, negatives, mined } = options;
  const { seed, batchSize } = config.training;
  const random = seededRandom(seed * 1_000_003 + epoch);
  for (const window of windows.epoch(random)) {
    const hits = accidentalHits(window.byUser, data.items);
    const hard = openHardDraws(config, window, data.items, epoch, mined);
    const order = chooseEvents(window.positives, config, data.counts, epoch, random);
    shuffle(order, random);
    for (let start = 0; start < order.length; start += batchSize) {
      const events = order.subarray(start, start + batchSize);
      yield assembleBatch(data, { window, hits, hard }, events, random, config, negatives);
    }
  }
}

/** The events of a window that an epoch trains: all, unless users or items with very many are to be heard less. */
function chooseEvents(
  { user, item, length }: Positives,
  { training }: Config,
  counts: Float64Array,
  epoch: number,
  random: Random,
): Int32Array {
  const { positivesPerUser, subsample, seed } = training;
  let events: Int32Array = Int32Array.from({ length }, (_, i) => i);
  if (positivesPerUser !== undefined) {
    events = capPositives(user, { cap: positivesPerUser, epoch, seed });
  }
  if (subsample !== undefined) {
    const items = events.map((event) => item[event]);
    const kept = subsampleFrequent(items, keepProbabilities(counts, subsample), random);
    events = kept.map((place) => events[place]);
  }
  return events;
}

function assembleBatch(
  data: TrainingData,
  { window, hits, hard }: WindowDraws,
  events: Int32Array,
  random: Random,
  config: Config,
  negatives: SharedNegatives,
): TrainBatch {
  const { positives, histories } = window;
  const { encodedUsers, encodedItems, encodedContext } = data;
  const dropout = idDropout(config);
  const size = events.length;
  const users = new Int32Array(size);
  const rowItems = new Int32Array(size);
  const weights = new Float32Array(size);
  const times = new Float64Array(size);
  for (let r = 0; r < size; r++) {
    users[r] = positives.user[events[r]];
    rowItems[r] = positives.item[events[r]];
    weights[r] = positives.weight[events[r]];
    times[r] = positives.time[events[r]];
  }
  const candidates = drawCandidates(negatives.sources, rowItems, random, negatives.logQ);
  negatives.streaming?.observe(rowItems);
  const timed = size > 0 && !Number.isNaN(times[0]);
  const own = hard.draw({ users, positives: rowItems, ...(timed && { times }) }, random);
  const columns = withOwn(candidates, own);
  const { queue } = negatives;
  const found = hits.find(users, candidates.items);
  const { loss } = config;
  const exhaustive = negatives.sources.some((source) => source.exhaustive);
  const perPositive = loss.kind === 'binary' ? loss.perPositive : null;
  return {
    users: selectUsers(encodedUsers, users, {
      hideId: hidden(size, dropout.user, random),
      hideFeatures: hidden(size * encodedUsers.bags.length, dropout.user, random),
      histories,
      historyEnd: events,
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
      hidden(columns.items.length * encodedItems.bags.length, dropout.item, random),
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
function drawViews({ encodedItems }: TrainingData, items: Int32Array, random: Random): ItemViews {
  const distinct = Int32Array.from(new Set(items)).subarray(0, mostViews);
  const view = () =>
    selectItems(
      encodedItems,
      distinct,
      hidden(distinct.length, hiddenInView, random),
      hidden(distinct.length * encodedItems.bags.length, hiddenInView, random),
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
