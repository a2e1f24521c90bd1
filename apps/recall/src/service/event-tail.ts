import type { RecallEngine } from '@twotower/serving';
import type { EventBatch, LogPosition, NewEvent, Store } from '@twotower/store';
import type { LiveEngine } from './live-engine.ts';

export interface TailOptions {
  readonly engine: Pick<RecallEngine, 'unready' | 'info'> & Pick<LiveEngine, 'see'>;
  readonly store: Pick<Store, 'bundles' | 'events'>;
}

/**
 * Shows the engine what comes into the event log, whoever brings it: callers of this server, another server, a file that is ingested.
 * What the log took in is seen with its offset; what it knew already is not seen.
 */
export class EventTail {
  readonly #options: TailOptions;
  #bundleId: string | undefined;
  #from: LogPosition | undefined;
  #reading: Promise<void> | undefined;
  #again = false;

  constructor(options: TailOptions) {
    this.#options = options;
  }

  /** Reads up to the log's end as it is now. @throws StoreError where it cannot be read */
  read(): Promise<void> {
    this.#again = this.#reading !== undefined;
    this.#reading ??= this.#readOn().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readOn(): Promise<void> {
    const { engine, store } = this.#options;
    if (engine.see === undefined || engine.unready !== undefined) return;
    do {
      this.#again = false;
      await this.#beginWhereBundleEnds();
      for await (const batch of store.events.read({ from: this.#from })) {
        engine.see(eventsOf(batch));
        this.#from = batch.next;
      }
    } while (this.#again);
  }

  /** Another bundle has learnt up to another place, an earlier one after a rollback: from there on all is seen, each event once. */
  async #beginWhereBundleEnds(): Promise<void> {
    const { engine, store } = this.#options;
    const { bundleId, createdAt } = engine.info();
    if (bundleId === this.#bundleId) return;
    const { cutOff } = (await store.bundles.open(bundleId)).manifest;
    this.#from = cutOff?.position ?? (await store.events.find({ arrivedFrom: Date.parse(createdAt) }));
    this.#bundleId = bundleId;
  }
}

function eventsOf(batch: EventBatch): (NewEvent & { readonly offset: number })[] {
  return Array.from(batch.users, (user, i) => ({
    offset: batch.offsets[i],
    user,
    item: batch.items[i],
    type: batch.types[i],
    ...(Number.isFinite(batch.times[i]) && { time: batch.times[i] }),
    weight: batch.weights[i],
    request: batch.requests[i],
    context: batch.contexts[i],
  }));
}
