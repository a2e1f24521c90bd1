import { seededRandom } from '@twotower/core';
import { encodeContext } from '@twotower/features';
import type { Config } from '@twotower/schema';
import { droppedEvents } from '../../prepare/dropped-events.ts';
import { countItems, knownUsers, type TrainingData } from '../../prepare/prepare.ts';
import { weighByRecency } from '../../prepare/recency.ts';
import type { BaseBundle } from '../base-bundle.ts';
import { weighNew } from '../new-weights.ts';
import type { RenewedLearner } from './renewed-learner.ts';
import { type WindowEvents, wholeTimelines } from './window-events.ts';

/**
 * What a full update learns from: the window's positives, and of what the bundle had learnt a sample as large as the config's
 * `update.rehearse` says, each with its user's whole past.
 */
export function nightData(
  config: Config,
  { users: stored, learner }: Pick<BaseBundle, 'users' | 'learner'>,
  { users, items, learnt, positives }: WindowEvents,
  { fitted, encodedUsers, encodedItems }: RenewedLearner,
): TrainingData {
  const count = users.ids.length;
  const past = stored.history.items.length;
  const share = (config.update.rehearse * positives.length) / Math.max(1, past);
  const random = seededRandom(config.training.seed * 1_000_003 + learner.state.passes);
  const timelines = wholeTimelines(stored, positives, count);
  const source = weighNew(
    config,
    weighByRecency(timelines, config.training.halfLife),
    items.ids.length,
    () => random.next() < share,
  );
  return {
    users: count,
    items: items.ids.length,
    fitted,
    encodedUsers,
    encodedItems,
    encodedContext: encodeContext(fitted.user, learnt.dictionaries),
    positives: source,
    dropped: droppedEvents(config, [learnt], 'leave-out'),
    counts: countItems(items.ids.length, source),
    known: knownUsers(source),
  };
}
