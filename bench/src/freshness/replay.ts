import type { NewEvent } from '@twotower/store';

/** An event that says when it was. */
export type TimedEvent = NewEvent & { readonly time: number };

/** A stretch of time, and what happens in it. */
export interface Step {
  /** Milliseconds since 1970; it ends before `to`. */
  readonly from: number;
  readonly to: number;
  readonly events: readonly TimedEvent[];
}

/** What time it is in a replay, milliseconds since 1970: the only clock that it knows. */
export interface ReplayClock {
  now: number;
}

/** Who is replayed to. Each is called with a step before the next of them is. */
export interface Replayed {
  /** The step begins: what is on offer by now. */
  begin(step: Step): Promise<void>;
  /** Answers those who will do something in the step, of which nothing is known yet. */
  foretell(step: Step): void | Promise<void>;
  /** The step has happened. */
  take(step: Step): Promise<void>;
  /** Time to learn from all that was taken. */
  learn(step: Step): Promise<void>;
}

/** Goes through steps in order: each is foretold before it is told, and told before it is learnt. */
export async function replay(
  steps: Iterable<Step>,
  clock: ReplayClock,
  { begin, foretell, take, learn }: Replayed,
): Promise<void> {
  for (const step of steps) {
    clock.now = step.from;
    await begin(step);
    await foretell(step);
    clock.now = step.to;
    await take(step);
    await learn(step);
  }
}

/** Cuts events, ascending in time, into steps of one length; those without events too, since time goes by in them as well. */
export function* stepsOf(
  events: readonly TimedEvent[],
  { from, to, length }: { readonly from: number; readonly to: number; readonly length: number },
): Generator<Step> {
  let place = events.findIndex(({ time }) => time >= from);
  if (place === -1) place = events.length;
  for (let start = from; start < to; start += length) {
    const first = place;
    while (place < events.length && events[place].time < start + length) place++;
    yield { from: start, to: start + length, events: events.slice(first, place) };
  }
}
