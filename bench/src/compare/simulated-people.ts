import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { simulate } from '@twotower/data';

/** What people of a simulated world like, in logits, and how they look at a page. */
export interface SimulatedPeople {
  readonly users: number;
  readonly items: number;
  /** A user's liking of every item at the log's start, `[items]`. */
  likings(user: number): Float32Array;
  /** The chance that an item at a place of the page, from 0, is clicked. */
  clickChance(liking: number, place: number): number;
  /** Places of a page. */
  readonly shown: number;
}

/** The simulator's people, read from the truth that it writes beside its log. */
export async function simulatedPeople(
  folder: string,
  { users, items, seed }: { readonly users: number; readonly items: number; readonly seed: number },
): Promise<SimulatedPeople> {
  const out = join(folder, 'simulated');
  await simulate({ out, users, items, events: users, days: 1, seed });
  const { parameters } = JSON.parse(readFileSync(join(out, 'truth', 'formula.json'), 'utf8'));
  const { clickBias, clickSlope, positionDecay, shown } = parameters as Record<string, number>;
  const itemRows = numbersOf(join(out, 'truth', 'items.csv'));
  const axes = itemRows[0].length - 1;
  // Behind a user's drift rate come the taste and, where it goes, the drift: at the start the taste alone.
  const tastes = numbersOf(join(out, 'truth', 'users.csv')).map((row) => row.slice(1, 1 + axes));
  const likings = new Float32Array(users * items);
  for (const [user, taste] of tastes.entries()) {
    for (const [item, [quality, ...vector]] of itemRows.entries()) {
      let liking = quality;
      for (let axis = 0; axis < axes; axis++) liking += vector[axis] * taste[axis];
      likings[user * items + item] = liking;
    }
  }
  return {
    ...{ users, items, shown },
    likings: (user) => likings.subarray(user * items, (user + 1) * items),
    clickChance: (liking, place) =>
      1 / (1 + Math.exp(-(clickBias + clickSlope * liking))) / (1 + positionDecay * place),
  };
}

/** The rows of a table of an id and numbers, without the id. */
function numbersOf(file: string): number[][] {
  const [, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map((line) => line.split(',').slice(1).map(Number));
}
