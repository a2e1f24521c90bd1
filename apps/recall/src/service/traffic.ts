import type { OutputOf, RecallAnswer } from '@twotower/api';

type Traffic = OutputOf<'traffic'>;

interface Minute {
  /** Minutes since 1970. */
  readonly at: number;
  recalls: number;
  fallbacks: number;
  readonly sources: Map<string, number>;
  readonly failures: Map<string, number>;
  /** Recalls by latency, in buckets a tenth wide. */
  readonly latencies: Map<number, number>;
}

const minute = 60_000;
const kept = 60;
const bucketWidth = Math.log(1.1);

/** What a server did in the last hour, by minutes. */
export class TrafficMeter {
  readonly #clock: () => number;
  readonly #since: Date;
  /** The newest last. */
  #minutes: Minute[] = [];

  constructor(clock: () => number = Date.now) {
    this.#clock = clock;
    this.#since = new Date(clock());
  }

  recalled({ source }: Pick<RecallAnswer, 'source'>): void {
    const now = this.#now();
    now.recalls++;
    if (source !== 'model') now.fallbacks++;
    add(now.sources, source);
  }

  /** @param milliseconds of a recall from request to answer */
  answered(milliseconds: number): void {
    add(this.#now().latencies, Math.ceil(Math.log(Math.max(milliseconds, 0.01)) / bucketWidth));
  }

  failed(status: number): void {
    add(this.#now().failures, String(status));
  }

  /** @param queue requests that wait or are under way */
  report(queue: number): Traffic {
    const now = Math.floor(this.#clock() / minute);
    this.#forget(now);
    const byTime = new Map(this.#minutes.map((one) => [one.at, one]));
    // From when it began to count, so that an hour is not told of that it was not there.
    const first = Math.max(now - kept + 1, Math.floor(this.#since.getTime() / minute));
    return {
      since: this.#since.toISOString(),
      minutes: Array.from({ length: now - first + 1 }, (_, i) => {
        const { recalls = 0, fallbacks = 0, failures } = byTime.get(first + i) ?? {};
        return { at: (first + i) * minute, recalls, fallbacks, failures: sum(failures) };
      }),
      recalls: this.#minutes.reduce((all, { recalls }) => all + recalls, 0),
      sources: Object.fromEntries(merged(this.#minutes.map(({ sources }) => sources))),
      failures: Object.fromEntries(merged(this.#minutes.map(({ failures }) => failures))),
      latency: quantiles(merged(this.#minutes.map(({ latencies }) => latencies))),
      queue,
    };
  }

  #now(): Minute {
    const at = Math.floor(this.#clock() / minute);
    const last = this.#minutes.at(-1);
    if (last !== undefined && last.at >= at) return last;
    const fresh = {
      at,
      recalls: 0,
      fallbacks: 0,
      sources: new Map(),
      failures: new Map(),
      latencies: new Map(),
    };
    this.#minutes.push(fresh);
    this.#forget(at);
    return fresh;
  }

  #forget(now: number): void {
    this.#minutes = this.#minutes.filter(({ at }) => at > now - kept);
  }
}

function quantiles(latencies: ReadonlyMap<number, number>): Traffic['latency'] {
  const buckets = [...latencies].sort(([a], [b]) => a - b);
  const all = sum(latencies);
  if (all === 0) return undefined;
  const at = (share: number): number => {
    let below = 0;
    const found = buckets.find(([, count]) => {
      below += count;
      return below >= share * all;
    });
    return Number(Math.exp((found ?? buckets[buckets.length - 1])[0] * bucketWidth).toPrecision(3));
  };
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

function add<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function merged<Key>(all: readonly ReadonlyMap<Key, number>[]): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const [key, count] of all.flatMap((one) => [...one])) counts.set(key, (counts.get(key) ?? 0) + count);
  return counts;
}

function sum(counts: ReadonlyMap<unknown, number> = new Map()): number {
  return [...counts.values()].reduce((all, count) => all + count, 0);
}
