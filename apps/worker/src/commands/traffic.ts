import { type TrafficEvent, trafficAfter } from '@twotower/data';
import type { CommonFlags } from '../common-flags.ts';
import type { Console } from '../console.ts';
import { systemClock } from '../daemon/clock.ts';
import { stopSignal } from '../daemon/stop-signal.ts';
import { sendTraffic } from '../traffic/send-traffic.ts';
import { findConfig } from '../workplace.ts';

export interface TrafficFlags extends CommonFlags {
  readonly to: string;
  readonly speed: number;
  readonly hours?: number;
}

/** Events that one request takes to the server, and milliseconds that it may take. */
const most = 1000;
const within = 30_000;

/** `traffic`: sends what the people of a simulated log do next to a recall server. */
export async function trafficCommand(flags: TrafficFlags, output: Console): Promise<void> {
  const { folder } = await findConfig(flags);
  const hours = await trafficAfter(folder);
  const url = new URL('/v1/events', flags.to);
  const counts = { hours: 0, events: 0, clicks: 0 };
  const stop = stopSignal((signal) => output.say(`${signal}: stopping`));
  output.say(`Sending an hour of simulated traffic in ${(3600 / flags.speed).toFixed(1)} s to ${url.origin}`);
  try {
    await sendTraffic(
      hours,
      {
        post: (events) => post(url, events),
        clock: systemClock,
        speed: flags.speed,
        ...(flags.hours !== undefined && { hours: flags.hours }),
        onHour(events) {
          counts.hours++;
          counts.events += events.length;
          counts.clicks += events.filter(({ type }) => type === 'click').length;
        },
        onFault: (error) =>
          output.say(`warning: ${error instanceof Error ? error.message : String(error)}; it is tried again`),
      },
      stop.signal,
    );
  } finally {
    stop.release();
  }
  output.result(
    counts,
    `Sent ${counts.events} events, ${counts.clicks} of them clicks, of ${counts.hours} hours`,
  );
}

async function post(url: URL, events: readonly TrafficEvent[]): Promise<number> {
  let known = 0;
  for (let from = 0; from < events.length; from += most) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ events: events.slice(from, from + most) }),
      signal: AbortSignal.timeout(within),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 200)}`);
    known += (JSON.parse(text) as { duplicates: number }).duplicates;
  }
  return known;
}
