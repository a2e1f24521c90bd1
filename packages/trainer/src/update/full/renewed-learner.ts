import { modelFromTensors, type TwoTowerModel } from '@twotower/core';
import {
  type EncodedSide,
  encodeEntities,
  type FittedFeatures,
  loadFeatures,
  remeasured,
} from '@twotower/features';
import type { Config } from '@twotower/schema';
import { seeIds } from '../../prepare/see-ids.ts';
import { shareArrays } from '../../prepare/share-arrays.ts';
import { learnerState, openLearner } from '../../teach/learner-state.ts';
import type { StoredLearner } from '../../teach/served-learner.ts';
import { weightsOf } from '../../teach/weights.ts';
import { isTrained, seenIn } from '../admit-ids.ts';
import type { BaseBundle } from '../base-bundle.ts';
import { giveRow } from '../give-rows.ts';
import { meanRow, provisionalRows } from '../provisional-rows.ts';
import { dueIds, forgetWaiting, openWaiting, type Side, savedWaiting, sides } from '../waiting-ids.ts';
import { decayAccumulators, keptAfter } from './decay-accumulators.ts';
import { evictIds } from './evict-ids.ts';
import { sourceOf, type WindowEvents } from './window-events.ts';

/** The learner of a full bundle, made ready for another night. */
export interface RenewedLearner {
  readonly learner: StoredLearner;
  readonly fitted: FittedFeatures;
  readonly encodedUsers: EncodedSide;
  readonly encodedItems: EncodedSide;
  readonly admitted: Readonly<Record<Side, number>>;
  readonly evicted: Readonly<Record<Side, number>>;
}

const DAY = 86_400_000;

/**
 * The learner that the last full bundle left, never what increments made of it: with decayed accumulators, without IDs that were not
 * seen for long, and with rows for new ones. What values features have is what they had when the first of these bundles was trained.
 *
 * @param now the newest event that is believed, milliseconds since 1970
 */
export function renewedLearner(
  config: Config,
  base: BaseBundle,
  { users, items, positives }: WindowEvents,
  now: number | undefined,
): RenewedLearner {
  const { evictAfterDays, admitAfter, accumulatorDecay } = config.update;
  const fitted = loadFeatures(base.features);
  const learnt = base.users.history.items.length;
  const { model, held, passes } = openLearner(fitted, base.learner.state);
  const average = base.learner.average && averaged(model, base.learner.average);
  const kept = keptAfter(accumulatorDecay, positives.length, learnt);
  const decayed = decayAccumulators(model, held, kept);
  const forgotten = base.forgotten ?? [];
  for (const id of forgotten) fitted.user.ids.release(id);
  const before = now === undefined ? Number.NEGATIVE_INFINITY : now - evictAfterDays * DAY;
  const seen = {
    user: seenIn(positives, 'user', users.ids),
    item: seenIn(positives, 'item', items.ids),
  };
  const evicted = {
    user: evictIds(fitted.user.ids, before, seen.user),
    item: evictIds(fitted.item.ids, before, seen.item),
  };
  const encoded = {
    user: shareArrays(encodeEntities(fitted.user, users)),
    item: shareArrays(encodeEntities(fitted.item, items)),
  };
  const waiting = openWaiting(base.learner.waiting);
  for (const id of forgotten) waiting.user.delete(id);
  const admitted = { user: 0, item: 0 };
  for (const side of sides) {
    if (side === 'user' && !config.model.user.useId) continue;
    const due = dueIds(seen[side], fitted[side].ids, waiting[side], admitAfter);
    forgetWaiting(waiting[side], before);
    admitted[side] = due.size;
    if (due.size === 0) continue;
    const place = new Map((side === 'user' ? users : items).ids.map((id, n) => [id, n]));
    const places = [...due.keys()].map((id) => place.get(id) ?? 0);
    const tables = [model, average].flatMap((each) => each?.tables.get(`${side}-ids`) ?? []);
    const unknown = isTrained(config, side) ? tables[0].values.slice(0, model.dim) : meanRow(tables[0]);
    const begin = provisionalRows(encoded[side], tables[0], side === 'item' ? places : [], unknown);
    let n = 0;
    for (const [id, { times, last }] of due) {
      const row = giveRow(fitted[side].ids, id, tables, begin[n] ?? unknown);
      const inWindow = seen[side].get(id)?.times ?? 0;
      if (times > inWindow) fitted[side].ids.see(row, times - inWindow, last);
      encoded[side].idRows[places[n]] = row;
      n++;
    }
  }
  seeIds(fitted, encoded.user, encoded.item, sourceOf(positives, users.ids.length));
  const grown = remeasured(fitted);
  return {
    learner: {
      state: learnerState({ passes, model, held: decayed }, grown),
      ...(average && { average: weightsOf(average) }),
      waiting: savedWaiting(waiting),
      ...(base.learner.asked && { asked: base.learner.asked }),
    },
    fitted: grown,
    encodedUsers: encoded.user,
    encodedItems: encoded.item,
    admitted,
    evicted,
  };
}

function averaged(
  model: TwoTowerModel,
  { dense, tables }: NonNullable<StoredLearner['average']>,
): TwoTowerModel {
  return modelFromTensors({ user: model.user.inputs, item: model.item.inputs, dense, tables });
}
