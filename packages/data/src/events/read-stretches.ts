import type { Dataset } from '@twotower/features';
import type { Config } from '@twotower/schema';
import { readDataset } from '../read-dataset.ts';
import type { LoggedBatch } from './event-log-table.ts';

/** Events between two places where a stretch may be cut. */
const BATCH = 1000;

/** A batch of an event log, and where to read on behind it. */
export interface ReadBatch<Position> extends LoggedBatch {
  /** When the log took events in, milliseconds since 1970. */
  readonly arrivals: ArrayLike<number>;
  readonly next: Position;
}

/** What of an event log is read. Positions are its own affair. */
export interface StretchLog<Position> {
  read(range: {
    readonly from: Position;
    readonly to: Position;
    readonly batch: number;
  }): AsyncIterable<ReadBatch<Position>>;
  /** Sums of the users who were erased at a position or behind it. */
  erasures(from: Position): Promise<readonly { readonly user: string }[]>;
}

/** What stands in a stretch of an event log, as updates want it. */
export interface ReadStretch<Position> {
  readonly events: number;
  /** When the last of them arrived, milliseconds since 1970. */
  readonly arrived: number;
  readonly erased: ReadonlySet<string>;
  /** Absent where nothing stands there. */
  readonly dataset?: Dataset;
  /** Places between events; what lies before one has lower offsets in the dataset. */
  readonly notches: readonly { readonly position: Position; readonly offset: number }[];
  /** Up to where was read. */
  readonly end: Position;
}

type Ranges<Position> = readonly { readonly from: Position; readonly to: Position }[];

/**
 * Reads ranges of an event log by a config, with the users and items of its files. Rows that cannot be used, which no one can take
 * out of the log, are left out, and never too many.
 *
 * @param folder what the config's paths are relative to
 * @param scratch where the report of rejected rows goes, and a stretch larger than memory
 */
export function readStretches<Position>(
  log: StretchLog<Position>,
  config: Config,
  folder: string,
  scratch: string,
): (ranges: Ranges<Position>, most?: number) => Promise<ReadStretch<Position>> {
  const lenient = { ...config, data: { ...config.data, rejects: { atMost: 1 } } };
  return async (ranges, most = Number.POSITIVE_INFINITY) => {
    const walk = new Walk(log, ranges, most);
    const { to } = ranges[ranges.length - 1];
    const erased = new Set((await log.erasures(ranges[0].from)).map(({ user }) => user));
    if (await isEmpty(log, ranges)) {
      return { events: 0, erased, arrived: Number.NEGATIVE_INFINITY, notches: [], end: to };
    }
    const name = `event log from ${ranges[0].from} to ${to}`;
    const { dataset } = await readDataset(lenient, folder, {
      scratch,
      log: { name, read: () => walk.read() },
    });
    return { ...walk.found, erased, dataset };
  };
}

async function isEmpty<Position>(log: StretchLog<Position>, ranges: Ranges<Position>): Promise<boolean> {
  for (const range of ranges) {
    for await (const { length } of log.read({ ...range, batch: 1 })) {
      if (length > 0) return false;
    }
  }
  return true;
}

/** Goes through ranges, and keeps what was found on the way. */
class Walk<Position> {
  readonly #log: StretchLog<Position>;
  readonly #ranges: Ranges<Position>;
  readonly #most: number;
  #events = 0;
  #arrived = Number.NEGATIVE_INFINITY;
  #notches: { position: Position; offset: number }[] = [];

  /** @param most events after which the walk ends with their batch */
  constructor(log: StretchLog<Position>, ranges: Ranges<Position>, most: number) {
    this.#log = log;
    this.#ranges = ranges;
    this.#most = most;
  }

  async *read(): AsyncGenerator<LoggedBatch> {
    this.#events = 0;
    this.#notches = [];
    let behind = Number.NEGATIVE_INFINITY;
    for (const { from, to } of this.#ranges) {
      for await (const batch of this.#log.read({ from, to, batch: BATCH })) {
        this.#events += batch.length;
        for (let e = 0; e < batch.length; e++) this.#arrived = Math.max(this.#arrived, batch.arrivals[e]);
        behind = batch.offsets[batch.length - 1] + 1;
        this.#notches.push({ position: batch.next, offset: behind });
        yield batch;
        if (this.#events >= this.#most) return;
      }
      // What was erased stands between the last event and the end of the range.
      if (this.#notches.at(-1)?.position !== to) this.#notches.push({ position: to, offset: behind });
    }
  }

  get found(): Omit<ReadStretch<Position>, 'dataset' | 'erased'> {
    const end = this.#notches[this.#notches.length - 1].position;
    return { events: this.#events, arrived: this.#arrived, notches: this.#notches, end };
  }
}
