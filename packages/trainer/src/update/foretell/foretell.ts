import type { Engine } from '@twotower/core/train';
import { type EventColumns, encodeContext, encodeEntities } from '@twotower/features';
import type { Config, Foretold } from '@twotower/schema';
import type { EventLog, Store } from '@twotower/store';
import type { EvaluationResult } from '../../examine/evaluate.ts';
import { createExamination } from '../../examine/examination.ts';
import { countItems, knownUsers, type TrainingData } from '../../prepare/prepare.ts';
import type { BaseBundle } from '../base-bundle.ts';
import { examineOpponents, judgedAt } from '../full/compare.ts';
import { servedAt } from '../full/served-at.ts';
import { wholeTimelines, windowEvents } from '../full/window-events.ts';
import type { ReadLog } from '../read-log.ts';
import { deltasOf, endOf } from '../resume-increment.ts';
import { featureShifts } from './feature-shifts.ts';

export interface ForetellParts {
  readonly engine: Engine;
  /** As for updates of the bundle. */
  readonly config: Config;
  readonly store: Pick<Store, 'deltas'>;
  readonly read: ReadLog;
}

/**
 * How well what is served foretells the events of the log that it has not learnt: every item is ranked for the users of these, by what
 * the bundle and its deltas know of them; beside it stands what is popular by now. Nothing is learnt and nothing is written.
 *
 * @returns undefined where the log has no positive that was not learnt, or none that could be recommended
 */
export async function foretell(
  { engine, config, store, read }: ForetellParts,
  log: Pick<EventLog, 'extent'>,
  base: BaseBundle,
): Promise<Foretold | undefined> {
  const deltas = await deltasOf(store, base.id);
  const from = endOf(base, deltas, deltas.length);
  const { end } = await log.extent();
  if (from === end) return undefined;
  const { dataset, notches } = await read([...deltas, { from, to: end }]);
  if (dataset === undefined) return undefined;
  const learntTo = notches.find(({ position }) => position === from)?.offset ?? Number.NEGATIVE_INFINITY;
  const events = windowEvents(dataset, base, learntTo);
  if (events.heldOut.length === 0) return undefined;

  const served = await servedAt(store, base, deltas.length);
  const { fitted } = served;
  const users = events.users.ids.length;
  const items = events.items.ids.length;
  const past = wholeTimelines(base.users, events.positives, users);
  const data: TrainingData = {
    users,
    items,
    fitted,
    encodedUsers: encodeEntities(fitted.user, events.users),
    encodedItems: encodeEntities(fitted.item, events.items),
    encodedContext: encodeContext(fitted.user, events.learnt.dictionaries),
    positives: past,
    dropped: {},
    counts: countItems(items, past),
    known: knownUsers(past),
  };
  const k = judgedAt(items);
  const asked = { ...config, evaluation: { ...config.evaluation, k: [k] } };
  const examination = createExamination(asked, data, events.heldOut);
  const { champion, prior } = examineOpponents(engine, config, { base, served }, events, data, examination);
  if (champion.users === 0) return undefined;
  const now = events.heldOut.readUsers(0, users);
  return {
    users: champion.users,
    positives: now.length,
    k,
    recall: champion.metrics[`recall@${k}`],
    prior: prior.metrics[`recall@${k}`],
    deviation: deviationOf(champion, `recall@${k}`),
    newUsers: shareOf(now, ({ user }, e) => data.known[user[e]] === 0),
    newItems: shareOf(now, ({ item }, e) => data.counts[item[e]] === 0),
    shifts: featureShifts(config.schema, events, past.readUsers(0, users), now),
  };
}

function deviationOf(
  { userValues: { metrics, values, users }, metrics: means }: EvaluationResult,
  metric: string,
) {
  const column = metrics.indexOf(metric);
  let squares = 0;
  for (let row = 0; row < users.length; row++)
    squares += (values[row * metrics.length + column] - means[metric]) ** 2;
  return Math.sqrt(squares / Math.max(1, users.length - 1));
}

function shareOf(events: EventColumns, is: (events: EventColumns, e: number) => boolean): number {
  let count = 0;
  for (let e = 0; e < events.length; e++) count += is(events, e) ? 1 : 0;
  return count / Math.max(1, events.length);
}
