import { SamplingError } from './error.ts';
import { mix32 } from './mix32.ts';

export interface CapOptions {
  /** Positives a user trains an epoch. Too few starves long histories; too many lets heavy users outvote the others. */
  readonly cap: number;
  readonly epoch: number;
  readonly seed: number;
}

/**
 * Which events this epoch trains, so that no user has more than `cap`.
 *
 * Each user's events lie in an order that only the seed and the user decide; epoch e takes the next `cap` of them, round and round, so
 * a user's n events all have their turn within `ceil(n / cap)` epochs. Example: 3 events, cap 2: epochs train the
 * first and second, the third and first, the second and third.
 *
 * @param eventUsers `[events]` each event's user
 * @returns event indices, ascending
 */
export function capPositives(eventUsers: Int32Array, options: CapOptions): Int32Array {
  const { cap, epoch, seed } = options;
  if (!Number.isInteger(cap) || cap < 1) {
    throw new SamplingError(`positives per user: the cap must be an integer >= 1, got ${cap}`);
  }
  const { offsets, events } = eventsByUser(eventUsers);
  const kept = new Uint8Array(eventUsers.length);
  for (let user = 0; user + 1 < offsets.length; user++) {
    const own = events.subarray(offsets[user], offsets[user + 1]);
    if (own.length <= cap) {
      for (const event of own) kept[event] = 1;
      continue;
    }
    const order = placesBySeed(own.length, seed, user);
    for (let turn = 0; turn < cap; turn++) {
      kept[own[order[(epoch * cap + turn) % order.length]]] = 1;
    }
  }
  return Int32Array.from(kept.keys()).filter((event) => kept[event] === 1);
}

/** A user's places from 0 in the order of their hashes: the same in every epoch, wherever the user's events then lie. */
function placesBySeed(length: number, seed: number, user: number): number[] {
  const keyOfUser = mix32(user ^ mix32(seed));
  const keys = Float64Array.from({ length }, (_, place) => mix32(place ^ keyOfUser));
  return Array.from({ length }, (_, place) => place).sort((a, b) => keys[a] - keys[b] || a - b);
}

/** Events grouped by user (counting sort). */
function eventsByUser(eventUsers: Int32Array): { offsets: Int32Array; events: Int32Array } {
  const users = eventUsers.reduce((most, user) => Math.max(most, user + 1), 0);
  const offsets = new Int32Array(users + 1);
  for (const user of eventUsers) offsets[user + 1]++;
  for (let user = 0; user < users; user++) offsets[user + 1] += offsets[user];
  const place = offsets.slice();
  const events = new Int32Array(eventUsers.length);
  eventUsers.forEach((user, event) => {
    events[place[user]++] = event;
  });
  return { offsets, events };
}
