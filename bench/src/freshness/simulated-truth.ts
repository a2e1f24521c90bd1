import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Truth } from './replay-set.ts';

const day = 86_400_000;

/** What a simulated world's people truly like, by the vectors and the formula that lie beside its log. @param released how many items are on offer at a time */
export function simulatedTruth(folder: string, start: number, released: (time: number) => number): Truth {
  const items = numbersIn(join(folder, 'truth', 'items.csv'));
  const users = numbersIn(join(folder, 'truth', 'users.csv'));
  // An item's quality, a user's drift rate, and then an axis each; behind a user's taste stands where it drifts to.
  const axes = items.rows[0].length - 1;
  const taste = new Float64Array(axes);
  return {
    best(user, time, k, seen) {
      const own = users.rows[users.place(user)];
      const slope = (own[0] * (time - start)) / day;
      const length = Math.sqrt(1 + slope * slope);
      for (let axis = 0; axis < axes; axis++) {
        taste[axis] = (own[1 + axis] + slope * own[1 + axes + axis]) / length;
      }
      const liking = new Float64Array(released(time));
      for (let i = 0; i < liking.length; i++) {
        const item = items.rows[i];
        let sum = item[0];
        for (let axis = 0; axis < axes; axis++) sum += taste[axis] * item[1 + axis];
        liking[i] = sum;
      }
      const order = [...liking.keys()]
        .filter((i) => !seen.has(items.ids[i]))
        .sort((a, b) => liking[b] - liking[a]);
      return new Set(order.slice(0, k).map((i) => items.ids[i]));
    },
  };
}

function numbersIn(file: string) {
  const [, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const cells = lines.map((line) => line.split(','));
  const ids = cells.map(([id]) => id);
  const places = new Map(ids.map((id, place) => [id, place]));
  return {
    ids,
    rows: cells.map(([, ...numbers]) => Float64Array.from(numbers, Number)),
    place(id: string): number {
      const place = places.get(id);
      if (place === undefined) throw new Error(`${file} knows no ${id}`);
      return place;
    },
  };
}
