import { HourRows, type Row } from './hour-rows.ts';
import { parameters } from './parameters.ts';
import { RandomStream } from './random-stream.ts';
import { createRequests } from './requests.ts';
import { createVisitors, hour, minute, rowShares } from './traffic.ts';
import type { World } from './world.ts';

/** What happens in an hour of the simulated world, in the order of time. It is valid until the next hour is asked for. */
export interface SimulatedHour {
  /** Hours since the log begins. */
  readonly slot: number;
  readonly length: number;
  row(place: number): Row;
}

/**
 * The simulated world hour by hour: who comes, which pages the policy shows them, what they click. The hours of the log hold its rows,
 * exactly; behind its end people go on to come as often as they did, without end.
 */
export function* simulatedHours(world: World): Generator<SimulatedHour, never> {
  const { audience, events, days, seed } = world;
  const shares = rowShares(audience, days);
  const nextVisitor = createVisitors(audience, days, seed);
  const makeRequest = createRequests(world);
  const random = new RandomStream(seed, 6);
  const rows = new HourRows();
  const last = shares.length - 1;
  let requests = 0;
  let written = 0;
  for (let slot = 0; ; slot++) {
    const wanted = rowsOf(slot);
    const planned = wanted / (slot === last ? 1 : parameters.rowsPerRequest);
    const start = parameters.start + slot * hour;
    rows.begin(start);
    for (let made = 0; slot === last ? rows.count < wanted : made + 0.5 < planned; ) {
      const user = nextVisitor(slot);
      let time = Math.floor(random.next() * 50 * minute);
      do {
        makeRequest(user, start + time, requests++, rows);
        made++;
        time += Math.floor((1 + 2 * random.next()) * minute);
      } while (time < 58 * minute && random.next() < parameters.visitGoesOn);
    }
    const ordered = rows.inTimeOrder();
    const length = slot > last ? ordered.length : Math.min(ordered.length, events - written);
    written += length;
    yield { slot, length, row: (place) => rows.at(ordered[place]) };
  }

  /** An hour of the log makes up for what the hours before had too few or too many of. */
  function rowsOf(slot: number): number {
    if (slot === last) return events - written;
    if (slot < last) return Math.round(events * shares[slot]) - written;
    const like = slot % shares.length;
    return events * (shares[like] - (shares[like - 1] ?? 0));
  }
}
