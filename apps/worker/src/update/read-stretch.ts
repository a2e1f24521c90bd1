import { type LoggedBatch, readDataset } from '@twotower/data';
import type { Config } from '@twotower/schema';
import type { EventLog } from '@twotower/store';
import type { LogRange, LogStretch, Notch, ReadLog } from '@twotower/trainer';

/** Events between two places where a stretch may be cut. */
const BATCH = 1000;

/**
 * Reads ranges of an event log by a config, with the users and items of its files. Rows that cannot be used, which no one can take
 * out of the log, are left out, and never too many.
 *
 * @param folder what the config's paths are relative to
 * @param scratch where the report of rejected rows goes, and a stretch larger than memory
 */
export function readStretches(
  log: Pick<EventLog, 'read' | 'erasures'>,
  config: Config,
  folder: string,
  scratch: string,
): ReadLog {
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

async function isEmpty(log: Pick<EventLog, 'read'>, ranges: readonly LogRange[]): Promise<boolean> {
  for (const range of ranges) {
    for await (const { length } of log.read({ ...range, batch: 1 })) {
      if (length > 0) return false;
    }
  }
  return true;
}

/** Goes through ranges, and keeps what was found on the way. */
class Walk {
  readonly #log: Pick<EventLog, 'read'>;
  readonly #ranges: readonly LogRange[];
  readonly #most: number;
  #events = 0;
  #arrived = Number.NEGATIVE_INFINITY;
  #notches: Notch[] = [];

  /** @param most events after which the walk ends with their batch */
  constructor(log: Pick<EventLog, 'read'>, ranges: readonly LogRange[], most: number) {
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
        for (const arrival of batch.arrivals) this.#arrived = Math.max(this.#arrived, arrival);
        behind = batch.offsets[batch.length - 1] + 1;
        this.#notches.push({ position: batch.next, offset: behind });
        yield batch;
        if (this.#events >= this.#most) return;
      }
      // What was erased stands between the last event and the end of the range.
      if (this.#notches.at(-1)?.position !== to) this.#notches.push({ position: to, offset: behind });
    }
  }

  get found(): Omit<LogStretch, 'dataset' | 'erased'> {
    const end = this.#notches[this.#notches.length - 1].position;
    return { events: this.#events, arrived: this.#arrived, notches: this.#notches, end };
  }
}
