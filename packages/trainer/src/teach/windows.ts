import type { Random } from '@twotower/core';
import { blockEnd, type EncodedSide, emptyEvents, type Histories, joinEvents } from '@twotower/features';
import type { DroppedByUser } from '@twotower/sampling';
import type { DroppedEvents } from '../prepare/dropped-events.ts';
import { type ItemsByUser, UserRuns } from '../prepare/items-by-user.ts';
import { momentsOf } from '../prepare/moments.ts';
import type { PositiveSource, Positives } from '../prepare/positives.ts';

/** Positives in memory from which batches are drawn: all of some users', so that histories and hits are at hand. */
export interface TrainingWindow {
  readonly positives: Positives;
  readonly byUser: ItemsByUser;
  /** What private negatives are drawn from; without events where the config does not ask for them. */
  readonly dropped: Readonly<Record<'log' | 'impressions', DroppedByUser>>;
  /** The timelines of the window's users. */
  readonly histories: Histories;
  /** `[events]`: what event e may know of its user's past is `rows[starts[user]]` to `rows[historyEnds[e]]`. */
  readonly historyEnds: Int32Array;
}

/** Positives of a window: a log of up to so many is shuffled as a whole, a longer one window by window. */
export const windowSize = 1 << 22;
/** Positives of the stretches of users that are put together at random. */
const stretchSize = 1 << 14;

/** The users from `first` to below `end`. */
interface Stretch {
  readonly first: number;
  readonly end: number;
}

export interface Windows {
  /** One epoch: every positive in exactly one window. */
  epoch(random: Random): Iterable<TrainingWindow>;
}

/**
 * Cuts the users into stretches and puts stretches together at random, anew in each epoch, into windows of about
 * `size` positives: the log is read once an epoch, in pieces of a stretch, and memory holds one window.
 */
export function createWindows(
  {
    positives: source,
    dropped,
    encodedItems: items,
  }: {
    readonly positives: PositiveSource;
    readonly dropped: DroppedEvents;
    readonly encodedItems: Pick<EncodedSide, 'idRows'>;
  },
  size = windowSize,
): Windows {
  const users = source.offsets.length - 1;
  const runs = new UserRuns(users);
  const droppedRuns = {
    log: new UserRuns(dropped.log ? users : 0),
    impressions: new UserRuns(dropped.impressions ? users : 0),
  };
  const openDropped = (name: 'log' | 'impressions', stretches: readonly Stretch[]): DroppedByUser => {
    const events = joinEvents(
      stretches.map(
        ({ first, end }) => dropped[name]?.readUsers(first, end) ?? emptyEvents(0, { context: {} }),
      ),
    );
    return { ...droppedRuns[name].of(events), times: momentsOf(events) };
  };
  const open = (stretches: readonly Stretch[]): TrainingWindow => {
    const positives = joinEvents(stretches.map(({ first, end }) => source.readUsers(first, end)));
    const byUser = runs.of(positives);
    const rows = new Int32Array(positives.length);
    const historyEnds = new Int32Array(positives.length);
    for (let e = 0; e < positives.length; e++) {
      rows[e] = items.idRows[positives.item[e]];
      // Nobody sees what comes in the timeline from the event itself on.
      historyEnds[e] = e;
    }
    const fromLog = openDropped('log', stretches);
    const impressions = openDropped('impressions', stretches);
    return {
      positives,
      byUser,
      dropped: { log: fromLog, impressions },
      histories: { starts: byUser.starts, ends: byUser.ends, rows },
      historyEnds,
    };
  };
  if (source.length <= size) {
    const whole = open([{ first: 0, end: users }]);
    return { epoch: () => [whole] };
  }
  const inOrder = cutStretches(source, Math.min(stretchSize, size));
  return {
    *epoch(random) {
      const stretches = [...inOrder];
      shuffle(stretches, random);
      let chosen: Stretch[] = [];
      let length = 0;
      for (const [n, stretch] of stretches.entries()) {
        chosen.push(stretch);
        length += source.offsets[stretch.end] - source.offsets[stretch.first];
        if (length >= size || n === stretches.length - 1) {
          yield open(chosen);
          chosen = [];
          length = 0;
        }
      }
    },
  };
}

function cutStretches({ offsets }: PositiveSource, size: number): Stretch[] {
  const stretches: Stretch[] = [];
  for (let first = 0; first < offsets.length - 1; ) {
    const end = blockEnd(offsets, first, size);
    if (offsets[end] > offsets[first]) {
      stretches.push({ first, end });
    }
    first = end;
  }
  return stretches;
}

/** Fisher and Yates, in place. */
export function shuffle<T>(values: { length: number; [index: number]: T }, random: Random): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [values[i], values[j]] = [values[j], values[i]];
  }
}
