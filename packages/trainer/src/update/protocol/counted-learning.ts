/** How the slow model learns: maps and loops, nothing else. */

const DAY = 86_400_000;
export const admitAfter = 2;
export const evictAfterDays = 10;

/** An event of the log as the slow model has it; what was erased is gone from it. */
export interface LoggedClick {
  readonly offset: number;
  readonly user: string;
  readonly item: string;
  readonly time: number;
}

/** How many events a row has learnt, and the sum of their places in the log, from 1 on. */
export type Counted = readonly [events: number, places: number];

/** What one side knows of its IDs. */
export interface CountedSide {
  readonly rows: Map<string, Counted>;
  readonly lastSeen: Map<string, number>;
  readonly waiting: Map<string, { times: number; last: number }>;
}

/** Where a learner stands. */
export interface CountedStanding {
  readonly user: CountedSide;
  readonly item: CountedSide;
  /** Users who did something that increments have learnt, and those whom the bundle does not count as its own any more. */
  readonly active: Set<string>;
  readonly forgotten: Set<string>;
  newest: number;
}

export const countedSides = ['user', 'item'] as const;
export type CountedSideName = (typeof countedSides)[number];

/** Before any event. */
export function emptyStanding(newest: number): CountedStanding {
  const side = (): CountedSide => ({ rows: new Map(), lastSeen: new Map(), waiting: new Map() });
  return { user: side(), item: side(), active: new Set(), forgotten: new Set(), newest };
}

export function copyStanding({ user, item, active, forgotten, newest }: CountedStanding): CountedStanding {
  const copy = ({ rows, lastSeen, waiting }: CountedSide): CountedSide => ({
    rows: new Map(rows),
    lastSeen: new Map(lastSeen),
    waiting: new Map([...waiting].map(([id, seen]) => [id, { ...seen }])),
  });
  return {
    user: copy(user),
    item: copy(item),
    active: new Set(active),
    forgotten: new Set(forgotten),
    newest,
  };
}

/** Forgets users. @param own those of the bundle @returns who of them were known */
export function forget(
  standing: CountedStanding,
  users: ReadonlySet<string>,
  own: ReadonlySet<string>,
): string[] {
  const { user, active, forgotten } = standing;
  const known = [...users].filter(
    (id) =>
      (own.has(id) && !forgotten.has(id)) || active.has(id) || user.rows.has(id) || user.waiting.has(id),
  );
  for (const id of known) {
    forgotten.add(id);
    active.delete(id);
    for (const map of [user.rows, user.lastSeen, user.waiting]) map.delete(id);
  }
  return known;
}

/** Learns clicks in place. @param clicks in the order of the log; @param evicts as a full update does it */
export function learnClicks(
  standing: CountedStanding,
  clicks: readonly LoggedClick[],
  evicts: boolean,
): void {
  standing.newest = Math.max(standing.newest, ...clicks.map(({ time }) => time));
  if (!evicts) for (const { user } of clicks) standing.active.add(user);
  const before = standing.newest - evictAfterDays * DAY;
  for (const name of countedSides) {
    const { rows, lastSeen, waiting } = standing[name];
    const seen = new Map<string, { times: number; last: number }>();
    for (const click of clicks) {
      const { times, last } = seen.get(click[name]) ?? { times: 0, last: click.time };
      seen.set(click[name], { times: times + 1, last: Math.max(last, click.time) });
    }
    for (const [id, last] of [...lastSeen]) {
      if (evicts && last < before && !seen.has(id)) {
        rows.delete(id);
        lastSeen.delete(id);
      }
    }
    for (const [id, { times, last }] of seen) {
      if (rows.has(id)) {
        lastSeen.set(id, Math.max(lastSeen.get(id) ?? last, last));
        continue;
      }
      const waited = waiting.get(id);
      const all = { times: times + (waited?.times ?? 0), last: Math.max(last, waited?.last ?? last) };
      if (all.times < admitAfter) {
        waiting.set(id, all);
      } else {
        waiting.delete(id);
        rows.set(id, [0, 0]);
        lastSeen.set(id, all.last);
      }
    }
    for (const [id, { last }] of [...waiting]) {
      if (last < before) waiting.delete(id);
    }
    for (const click of clicks) {
      const row = rows.get(click[name]);
      if (row) rows.set(click[name], [row[0] + 1, row[1] + click.offset + 1]);
    }
  }
}
