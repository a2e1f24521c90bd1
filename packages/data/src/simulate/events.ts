import type { Audience } from './audience.ts';
import { type Catalogue, countReleased } from './catalogue.ts';
import type { FileWriter } from './file-writer.ts';
import { createLoggingPolicy } from './logging-policy.ts';
import { parameters } from './parameters.ts';
import { affinity, tasteAt } from './preference.ts';
import { RandomStream } from './random-stream.ts';
import { axes, spreadOf } from './taste-space.ts';
import { createVisitors, hour, minute, rowShares } from './traffic.ts';

export const eventColumns = 'event_id,user_id,item_id,timestamp,event_type,weight,request_id,position';

export interface EventCounts {
  requests: number;
  impressions: number;
  clicks: number;
  rankedOut: number;
}

interface Row {
  readonly time: number;
  readonly user: number;
  readonly item: number;
  readonly type: keyof typeof countOf;
  readonly weight: number;
  readonly request: number;
  readonly position: number;
}

const countOf = { impression: 'impressions', click: 'clicks', ranked_out: 'rankedOut' } as const;

/**
 * Writes exactly `events` rows in time order. The log is made hour by hour, and only one hour's rows are in memory:
 * who comes, which pages the policy shows them, what they click; then the hour is sorted by time and written.
 */
export async function writeEvents(
  file: FileWriter,
  world: { catalogue: Catalogue; audience: Audience; events: number; days: number; seed: number },
  onRows?: (rows: number) => void,
): Promise<EventCounts> {
  const { audience, events, days, seed } = world;
  const shares = rowShares(audience, days);
  const nextVisitor = createVisitors(audience, days, seed);
  const makeRequest = createRequests(world);
  const random = new RandomStream(seed, 6);
  const counts: EventCounts = { requests: 0, impressions: 0, clicks: 0, rankedOut: 0 };
  let requests = 0;
  let written = 0;
  file.line(eventColumns);
  for (let slot = 0; slot < shares.length; slot++) {
    const last = slot === shares.length - 1;
    const wanted = last ? events - written : Math.round(events * shares[slot]) - written;
    const planned = wanted / (last ? 1 : parameters.rowsPerRequest);
    const rows: Row[] = [];
    for (let made = 0; last ? rows.length < wanted : made + 0.5 < planned; ) {
      const user = nextVisitor(slot);
      let time = Math.floor(random.next() * 50 * minute);
      do {
        makeRequest(user, parameters.start + slot * hour + time, requests++, rows);
        made++;
        time += Math.floor((1 + 2 * random.next()) * minute);
      } while (time < 58 * minute && random.next() < parameters.visitGoesOn);
    }
    rows.sort((a, b) => a.time - b.time || a.request - b.request);
    const kept = Math.min(rows.length, events - written);
    for (let i = 0; i < kept; i++) {
      const row = rows[i];
      counts[countOf[row.type]]++;
      counts.requests += row.type === 'impression' && row.position === 1 ? 1 : 0;
      file.line(
        `e${written++},u${row.user},i${row.item},${row.time},${row.type},${row.weight},r${row.request},${row.position}`,
      );
      if (written % 16384 === 0) {
        await file.drain();
      }
    }
    onRows?.(written);
    await file.drain();
  }
  return counts;
}

/** Makes the rows of one request: the page shown, its clicks, a sample of what the ranker dropped. */
function createRequests({ catalogue, audience, days, seed }: Parameters<typeof writeEvents>[1]) {
  const rank = createLoggingPolicy(catalogue);
  const clicked = new Map<number, Set<number>>();
  const none: ReadonlySet<number> = new Set();
  const remembered = Math.min(parameters.remembered, Math.floor(catalogue.size / 4));
  const taste = new Float64Array(axes.count);
  const belief = new Float64Array(axes.count);
  return (userIndex: number, time: number, request: number, rows: Row[]): void => {
    const random = new RandomStream(seed, 7, request);
    const user = audience.draw(userIndex);
    const day = (time - parameters.start) / (24 * hour);
    tasteAt(user, day, taste);
    believe(userIndex);
    const released = countReleased(catalogue.size, Math.floor(day) / days);
    const seen = clicked.get(userIndex) ?? none;
    const { items, count } = rank({ taste, belief, released, seen, random });
    const shown = Math.min(parameters.shown, count);
    for (let position = 0; position < shown; position++) {
      const item = items[position];
      addRow(item, time, 'impression', 1, position + 1);
      const preference = affinity(taste, catalogue, item) + catalogue.quality[item];
      const wish = 1 / (1 + Math.exp(-(parameters.clickBias + parameters.clickSlope * preference)));
      if (random.next() < wish / (1 + parameters.positionDecay * position)) {
        const delay = Math.floor((1 + position) * 1500 + random.next() * 4000);
        addRow(item, time + delay, 'click', watchedShare(preference, random), position + 1);
        remember(userIndex, item);
      }
    }
    const dropped = count - shown;
    const step = dropped / parameters.rankedOutLogged;
    for (let i = 0; i < Math.min(parameters.rankedOutLogged, dropped); i++) {
      const place = shown + Math.floor((i + random.next()) * Math.max(1, step));
      addRow(items[place], time, 'ranked_out', 1, place + 1);
    }

    function addRow(item: number, at: number, type: Row['type'], weight: number, position: number): void {
      rows.push({ time: at, user: userIndex, item, type, weight, request, position });
    }
  };

  /** The policy's error about a user is the same in all of the user's requests. */
  function believe(index: number): void {
    const random = new RandomStream(seed, 8, index);
    for (let axis = 0; axis < axes.count; axis++) {
      belief[axis] = taste[axis] + parameters.beliefError * spreadOf(axis) * random.normal();
    }
  }

  function remember(user: number, item: number): void {
    const items = clicked.get(user) ?? new Set();
    clicked.set(user, items.add(item));
    if (items.size > remembered) {
      const [oldest] = items;
      items.delete(oldest);
    }
  }
}

/** A click's weight: how much of the film was watched, 0.2 to 1, more where it was liked. */
function watchedShare(preference: number, random: RandomStream): number {
  const liked = 1 / (1 + Math.exp(-preference - random.normal()));
  return Math.round((0.2 + 0.8 * liked) * 100) / 100;
}
