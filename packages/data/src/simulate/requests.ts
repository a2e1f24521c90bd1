import { countReleased } from './catalogue.ts';
import { ClickMemory } from './click-memory.ts';
import type { HourRows } from './hour-rows.ts';
import { createLoggingPolicy } from './logging-policy.ts';
import { parameters } from './parameters.ts';
import { tasteAt } from './preference.ts';
import { RandomStream } from './random-stream.ts';
import { axes, spreadOf } from './taste-space.ts';
import { hour } from './traffic.ts';
import type { World } from './world.ts';

/** Makes the rows of one request: the page shown, its clicks, a sample of what the ranker dropped. */
export function createRequests({ catalogue, audience, days, seed }: World) {
  const rank = createLoggingPolicy(catalogue);
  const remembered = Math.min(parameters.remembered, Math.floor(catalogue.size / 4));
  const memory = new ClickMemory(audience.size, remembered);
  const seen = new Int32Array(remembered);
  const taste = new Float64Array(axes.count);
  const belief = new Float64Array(axes.count);
  const likings = new Float64Array(parameters.shown);
  const errors = new Float64Array(axes.count);
  const errorSpreads = errors.map((_, axis) => parameters.beliefError * spreadOf(axis));
  let visitor = -1;
  let visiting = audience.draw(0);
  return (user: number, time: number, request: number, rows: HourRows): void => {
    const random = new RandomStream(seed, 7, request);
    const day = (time - parameters.start) / (24 * hour);
    meet(user);
    tasteAt(visiting, day, taste);
    for (let axis = 0; axis < axes.count; axis++) {
      belief[axis] = taste[axis] + errors[axis];
    }
    const released = countReleased(catalogue.size, Math.floor(day) / days, catalogue.releasedAtStart);
    const seenCount = memory.recall(user, seen);
    const { items, count } = rank({ taste, belief, released, seen, seenCount, random });
    const shown = Math.min(parameters.shown, count);
    catalogue.truth.preferences(taste, items, shown, likings);
    for (let place = 0; place < shown; place++) {
      const item = items[place];
      const position = place + 1;
      rows.add({ time, user, item, type: 'impression', hundredths: 100, request, position });
      const liking = likings[place];
      const wish = 1 / (1 + Math.exp(-(parameters.clickBias + parameters.clickSlope * liking)));
      if (random.next() < wish / (1 + parameters.positionDecay * place)) {
        const delay = Math.floor(position * 1500 + random.next() * 4000);
        const hundredths = watchedShare(liking, random);
        rows.add({ time: time + delay, user, item, type: 'click', hundredths, request, position });
        memory.remember(user, item);
      }
    }
    const dropped = count - shown;
    const step = Math.max(1, dropped / parameters.rankedOutLogged);
    for (let i = 0; i < Math.min(parameters.rankedOutLogged, dropped); i++) {
      const place = shown + Math.floor((i + random.next()) * step);
      rows.add({
        time,
        user,
        item: items[place],
        type: 'ranked_out',
        hundredths: 100,
        request,
        position: place + 1,
      });
    }
  };

  /** A visit has several requests in a row. The policy's error about a user is the same in all requests of all visits. */
  function meet(user: number): void {
    if (user === visitor) {
      return;
    }
    visitor = user;
    visiting = audience.draw(user);
    const random = new RandomStream(seed, 8, user);
    for (let axis = 0; axis < axes.count; axis++) {
      errors[axis] = errorSpreads[axis] * random.normal();
    }
  }
}

/** A click's weight: hundredths of the film watched, 20 to 100, more where it was liked. */
function watchedShare(liking: number, random: RandomStream): number {
  const liked = 1 / (1 + Math.exp(-liking - random.normal()));
  return Math.round((0.2 + 0.8 * liked) * 100);
}
