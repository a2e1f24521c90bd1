import { ApiError, checkEvents, type Event, type EventsAnswer, type Handler } from '@twotower/api';
import { type EventLog, eventFault, type NewEvent, StoreError } from '@twotower/store';

export interface IntakeOptions {
  readonly log: Pick<EventLog, 'append'>;
  /** Milliseconds since 1970: the time of events that name none. */
  readonly clock?: () => number;
  /** Told of those that are in the log now, duplicates among them, before they are answered. */
  readonly onAppended?: (events: readonly NewEvent[]) => Promise<void>;
  /** Told after every append. */
  readonly onTaken?: (counts: EventCounts) => void;
  /** Told why the log could not be written, which callers are not. */
  readonly onFailure: (error: StoreError) => void;
}

export interface EventCounts {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
}

/** Takes events into the log: on the disk before they are answered. */
export class EventIntake {
  readonly #options: IntakeOptions;
  #failing = false;

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  /** Whether the last append failed. */
  get failing(): boolean {
    return this.#failing;
  }

  readonly take: Handler<'events'> = async ({ events }) => {
    const { good, rejected } = checkEvents(events);
    const { clock = Date.now, onAppended, onTaken } = this.#options;
    const now = clock();
    const taken: NewEvent[] = [];
    for (const { index, event } of good) {
      const entry = asLogged(event, now);
      const fault = eventFault(entry);
      if (fault === undefined) taken.push(entry);
      else rejected.push({ index, reason: fault });
    }
    rejected.sort((a, b) => a.index - b.index);
    const appended = taken.length === 0 ? { accepted: 0, duplicates: 0 } : await this.#append(taken);
    const { accepted, duplicates } = appended;
    if (taken.length > 0) await onAppended?.(taken);
    onTaken?.({ accepted, duplicates, rejected: rejected.length });
    return { accepted, duplicates, rejected } satisfies EventsAnswer;
  };

  async #append(events: readonly NewEvent[]) {
    try {
      const appended = await this.#options.log.append(events);
      this.#failing = false;
      return appended;
    } catch (cause) {
      if (!(cause instanceof StoreError)) throw cause;
      this.#failing = true;
      this.#options.onFailure(cause);
      const message = 'the event log cannot be written now, and nothing of this was taken in; send it again';
      throw new ApiError('STORE_UNAVAILABLE', message, { retryAfter: 5, cause });
    }
  }
}

function asLogged(event: Event, now: number): NewEvent {
  const { eventId, userId, itemId, type, time = now, weight, requestId, context } = event;
  return { id: eventId, user: userId, item: itemId, type, time, weight, request: requestId, context };
}
