import type { Random } from '@twotower/core';
import type { SimulatedPeople } from './simulated-people.ts';

export interface Ranked {
  readonly itemId: string;
  readonly liking: number;
}

/** For each user the items that a ranker shows, best first. */
export type Ranker = (user: number) => readonly Ranked[];

/** Rankers that err by so much each, in logits, as far as possible in the same way, as two versions of one model do. */
export function rankersOf(people: SimulatedPeople, errors: readonly number[], random: Random): Ranker[] {
  const lists = errors.map((): Ranked[][] => []);
  for (let user = 0; user < people.users; user++) {
    const likings = people.likings(user);
    const noise = likings.map(() => random.normal());
    for (const [r, error] of errors.entries()) {
      const scores = likings.map((liking, item) => liking + error * noise[item]);
      lists[r].push(
        best(scores, people.shown).map((item) => ({ itemId: String(item), liking: likings[item] })),
      );
    }
  }
  return lists.map((list) => (user) => list[user]);
}

/** The chance that a page is reacted to at all, in the mean over users. */
export function reactionRate({ users, clickChance }: SimulatedPeople, ranker: Ranker): number {
  let sum = 0;
  for (let user = 0; user < users; user++) {
    sum += 1 - ranker(user).reduce((none, { liking }, place) => none * (1 - clickChance(liking, place)), 1);
  }
  return sum / users;
}

function best(scores: Float32Array, count: number): number[] {
  const top: number[] = [];
  for (let item = 0; item < scores.length; item++) {
    const score = scores[item];
    if (top.length === count && score <= scores[top[count - 1]]) continue;
    if (top.length === count) top.pop();
    let place = top.length;
    while (place > 0 && scores[top[place - 1]] < score) place--;
    top.splice(place, 0, item);
  }
  return top;
}
