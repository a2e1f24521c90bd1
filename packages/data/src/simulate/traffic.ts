import { AliasTable } from './alias-table.ts';
import type { Audience } from './audience.ts';
import { countReleased } from './catalogue.ts';
import { parameters } from './parameters.ts';
import { RandomStream } from './random-stream.ts';

export const hour = 3_600_000;
export const minute = 60_000;

/** Visits by the hour of the user's own day: low at night, high in the evening. */
const diurnal = [5, 3, 2, 1, 1, 1, 2, 4, 5, 5, 6, 6, 7, 7, 7, 7, 8, 10, 13, 17, 20, 19, 14, 9];
const busiest = Math.max(...diurnal);

/** Share of all rows that every hour of the log has made by its end, `[days * 24]`, rising to 1. */
export function rowShares(audience: Audience, days: number): Float64Array {
  const sample = Math.min(audience.size, 500);
  const day = new Float64Array(24);
  for (let user = 0; user < sample; user++) {
    const offset = audience.offset(user);
    for (let h = 0; h < 24; h++) {
      day[h] += diurnal[(h + offset + 24) % 24];
    }
  }
  const shares = new Float64Array(days * 24);
  let sum = 0;
  for (let slot = 0; slot < shares.length; slot++) {
    const weekday = Math.floor(slot / 24) % 7;
    sum += day[slot % 24] * (weekday >= 5 ? parameters.weekend : 1);
    shares[slot] = sum;
  }
  return shares.map((share) => share / sum);
}

/** Draws who comes in an hour: by log-normal activity, registration and the time of day where the user lives. */
export function createVisitors(audience: Audience, days: number, seed: number): (slot: number) => number {
  const random = new RandomStream(seed, 5);
  const activity = Float64Array.from({ length: audience.size }, () =>
    Math.exp(parameters.activitySpread * random.normal()),
  );
  const table = new AliasTable(activity);
  return (slot) => {
    const registered = countReleased(audience.size, slot / (days * 24), parameters.registeredAtStart);
    for (;;) {
      const user = table.draw(random);
      if (user < registered) {
        const weight = diurnal[(slot + audience.offset(user) + 24) % 24];
        if (random.next() * busiest < weight) {
          return user;
        }
      }
    }
  };
}
