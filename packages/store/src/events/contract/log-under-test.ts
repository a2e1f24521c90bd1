import type { EventBatch, EventLog, NewEvent, ReadRange } from '../event-log.ts';

/** An empty log of its own for one case, and the clock that it takes arrivals from. */
export interface LogUnderTest {
  /** Opens the log; called again, the same one again as another process would have it. */
  open(): Promise<EventLog>;
  /** Sets the clock, milliseconds since 1970. */
  setTime(now: number): void;
  /** Closes all that was opened and removes the log. */
  remove(): Promise<void>;
}

export interface ContractCase {
  readonly name: string;
  run(make: () => Promise<LogUnderTest>): Promise<void>;
}

/** A case that is given the open log. */
export function logCase(
  name: string,
  task: (log: EventLog, under: LogUnderTest) => Promise<void>,
): ContractCase {
  return {
    name,
    async run(make) {
      const under = await make();
      try {
        await task(await under.open(), under);
      } finally {
        await under.remove();
      }
    },
  };
}

export function click(user: string, item: string, more: Partial<NewEvent> = {}): NewEvent {
  return { user, item, type: 'click', ...more };
}

export async function batches(log: EventLog, range?: ReadRange): Promise<EventBatch[]> {
  const found: EventBatch[] = [];
  for await (const batch of log.read(range)) found.push(batch);
  return found;
}

/** The events of a range as `user item`. */
export async function pairs(log: EventLog, range?: ReadRange): Promise<string[]> {
  return (await batches(log, range)).flatMap(({ users, items }) =>
    users.map((user, i) => `${user} ${items[i]}`),
  );
}
