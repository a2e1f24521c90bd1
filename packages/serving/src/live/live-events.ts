import type { LogPosition, NewEvent } from '@twotower/store';

/** An event as it is posted; with the place that the event log gave it, where that is known. */
export interface SeenEvent extends NewEvent {
  readonly offset?: number;
}

/** An event as it is kept. */
export interface LiveEvent extends Omit<SeenEvent, 'time'> {
  /** When it happened, milliseconds since 1970: when it came, where it did not say. */
  readonly time: number;
  /** How many came before it. */
  readonly arrival: number;
}

export interface LiveLimits {
  /** Events that are kept in all: of more, those that came first go. Default 200,000. */
  readonly events?: number;
  /** Of one user. Default 2,000. */
  readonly perUser?: number;
}

/** Says whether who reads the events has learnt one of them already. */
export type IsCovered = (event: LiveEvent) => boolean;

/**
 * Events that are younger than a bundle in use, each once, by user in the order of (time, offset). Memory is
 * bounded.
 */
export class LiveEvents {
  readonly #clock: () => number;
  readonly #limits: Required<LiveLimits>;
  /** By arrival. */
  readonly #all = new Map<number, LiveEvent>();
  readonly #byUser = new Map<string, LiveEvent[]>();
  readonly #known = new Set<string>();
  readonly #readers = new Map<object, IsCovered>();
  #arrivals = 0;
  #version = 0;

  constructor(clock: () => number, { events = 200_000, perUser = 2_000 }: LiveLimits = {}) {
    this.#clock = clock;
    this.#limits = { events, perUser };
  }

  /** Grows with every change. */
  get version(): number {
    return this.#version;
  }

  get size(): number {
    return this.#all.size;
  }

  /** Takes events in. Of those of one user with one id, and those of one offset, the first counts. @returns how many were new */
  see(events: readonly SeenEvent[]): number {
    let fresh = 0;
    for (const event of events) {
      const keys = keysOf(event);
      if (keys.some((key) => this.#known.has(key))) continue;
      for (const key of keys) this.#known.add(key);
      this.#keep({ ...event, time: event.time ?? this.#clock(), arrival: this.#arrivals++ });
      fresh++;
    }
    if (fresh > 0) this.#version++;
    return fresh;
  }

  /** A user's events in the order of (time, offset). */
  of(user: string): readonly LiveEvent[] {
    return this.#byUser.get(user) ?? [];
  }

  /** All, in the order in which they came. */
  all(): Iterable<LiveEvent> {
    return this.#all.values();
  }

  /** Who has any. */
  users(): Iterable<string> {
    return this.#byUser.keys();
  }

  /** @param before events whose place in the log is this one or behind it stay: they are of who came again */
  forget(user: string, before?: LogPosition): void {
    const end = before === undefined ? Number.NaN : Number(before);
    for (const event of [...this.of(user)]) {
      if (event.offset !== undefined && event.offset >= end) continue;
      this.#drop(event);
    }
    this.#version++;
  }

  /** Drops what all readers have learnt. @param reader whose bundle has learnt what `isCovered` says, instead of what it had before */
  learnt(reader: object, isCovered: IsCovered): void {
    this.#readers.set(reader, isCovered);
    const readers = [...this.#readers.values()];
    for (const event of [...this.#all.values()]) {
      if (readers.every((covers) => covers(event))) this.#drop(event);
    }
    this.#version++;
  }

  #keep(event: LiveEvent): void {
    const own = this.#byUser.get(event.user) ?? [];
    this.#byUser.set(event.user, own);
    let place = own.length;
    while (place > 0 && isBefore(event, own[place - 1])) place--;
    own.splice(place, 0, event);
    this.#all.set(event.arrival, event);
    if (own.length > this.#limits.perUser) this.#drop(own[0]);
    if (this.#all.size > this.#limits.events) {
      const [oldest] = this.#all.values();
      this.#drop(oldest);
    }
  }

  #drop(event: LiveEvent): void {
    this.#all.delete(event.arrival);
    for (const key of keysOf(event)) this.#known.delete(key);
    const own = this.#byUser.get(event.user) ?? [];
    own.splice(own.indexOf(event), 1);
    if (own.length === 0) this.#byUser.delete(event.user);
  }
}

/** By time, at one time by offset, and those without an offset as they came. */
function isBefore(a: LiveEvent, b: LiveEvent): boolean {
  if (a.time !== b.time) return a.time < b.time;
  if (a.offset !== undefined && b.offset !== undefined) return a.offset < b.offset;
  return a.arrival < b.arrival;
}

function keysOf({ id, user, offset }: SeenEvent): string[] {
  return [
    ...(id === undefined ? [] : [`id ${JSON.stringify([user, id])}`]),
    ...(offset === undefined ? [] : [`offset ${offset}`]),
  ];
}
