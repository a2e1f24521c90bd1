import type { TrafficEvent } from '@twotower/data';
import type { Clock } from '../daemon/clock.ts';

export interface TrafficOptions {
  /** Takes events in, each once. @returns how many it has had before */
  readonly post: (events: readonly TrafficEvent[]) => Promise<number>;
  readonly clock: Clock;
  /** Simulated milliseconds in one. */
  readonly speed: number;
  /** End after so many hours. */
  readonly hours?: number;
  /** Told of each hour that is over. */
  readonly onHour?: (events: readonly TrafficEvent[]) => void;
  /** Events could not be sent; that is tried again. */
  readonly onFault: (error: unknown) => void;
}

/** Milliseconds between two sends, and until what failed is tried again. */
const between = 500;
const afterFault = 2000;

/** Sends the events of simulated hours when their time has come. Hours that were sent before it was last ended are passed over. */
export async function sendTraffic(
  hours: Iterable<readonly TrafficEvent[]>,
  { post, clock, speed, hours: most = Number.POSITIVE_INFINITY, onHour, onFault }: TrafficOptions,
  stop: AbortSignal,
): Promise<void> {
  const send = async (events: readonly TrafficEvent[]): Promise<number> => {
    for (;;) {
      if (stop.aborted || events.length === 0) return 0;
      try {
        return await post(events);
      } catch (error) {
        onFault(error);
        await clock.sleep(afterFault, stop);
      }
    }
  };
  let before: readonly TrafficEvent[] | undefined = [];
  let sent = 0;
  for (const events of hours) {
    if (stop.aborted || sent === most) return;
    if (before !== undefined) {
      const isKnown = (await send(events.slice(0, 1))) === 1;
      if (isKnown) {
        before = events;
        continue;
      }
      // It may have been left half sent.
      await send(before);
      before = undefined;
    }
    await sendHour(events);
    onHour?.(events);
    sent++;
  }

  async function sendHour(events: readonly TrafficEvent[]): Promise<void> {
    const [began, from] = [clock.now(), events[0]?.time ?? 0];
    for (let done = 0; done < events.length && !stop.aborted; ) {
      const now = from + speed * Math.max(0, clock.now() - began);
      let due = done;
      while (due < events.length && events[due].time <= now) due++;
      await send(events.slice(done, due));
      done = due;
      if (done < events.length) await clock.sleep(between, stop);
    }
  }
}
