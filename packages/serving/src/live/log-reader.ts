import type { EventBatch, EventLog, LogPosition } from '@twotower/store';
import { afresh } from './afresh.ts';
import type { LiveEvents, SeenEvent } from './live-events.ts';

/** Takes in what an event log holds, from a place on and then what comes behind it, each event once. */
export class LogReader {
  readonly #log: Pick<EventLog, 'read' | 'extent'>;
  readonly #events: LiveEvents;
  #next: LogPosition | undefined;

  constructor(log: Pick<EventLog, 'read' | 'extent'>, events: LiveEvents) {
    this.#log = log;
    this.#events = events;
  }

  /** Goes on from another place: what a bundle that is served now has learnt. What was read before is known again. */
  restart(from: LogPosition | undefined): void {
    this.#next = from;
  }

  /** Reads to where the log ends when it is asked, or behind that. @returns how many events were new @throws StoreError where the log cannot be read */
  readonly read: () => Promise<number> = afresh(() => this.#read());

  async #read(): Promise<number> {
    let fresh = 0;
    const from = await this.#from();
    for await (const batch of this.#log.read({ from })) {
      fresh += this.#events.see(eventsOf(batch));
      this.#next = batch.next;
    }
    return fresh;
  }

  /** Where to read on; where that was removed, the beginning of what is kept. */
  async #from(): Promise<LogPosition | undefined> {
    const { start } = await this.#log.extent();
    const next = this.#next;
    return next === undefined || Number(next) < Number(start) ? start : next;
  }
}

function eventsOf(batch: EventBatch): SeenEvent[] {
  return Array.from(
    batch.users,
    (user, e): SeenEvent => ({
      offset: batch.offsets[e],
      user,
      item: batch.items[e],
      type: batch.types[e],
      weight: batch.weights[e],
      ...(!Number.isNaN(batch.times[e]) && { time: batch.times[e] }),
      ...(batch.contexts[e] && { context: batch.contexts[e] }),
    }),
  );
}
