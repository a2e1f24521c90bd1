import type { Random } from '@twotower/core';
import type { ArmSums, ComparisonArm } from '@twotower/schema';
import { teamDraft, userPlace } from '@twotower/serving';
import type { Ranked, Ranker } from './rankers.ts';
import type { SimulatedPeople } from './simulated-people.ts';

export interface TwoRankers {
  readonly control: Ranker;
  readonly treatment: Ranker;
}

/** How many pages a user sees while they are compared: 1 to so many. */
const mostPages = 5;

/** The sums of a comparison as its users come, one by one, each seeing some pages; as the store adds them up. */
export class Visits {
  readonly #people: SimulatedPeople;
  readonly #rankers: TwoRankers;
  readonly #random: Random;
  readonly #id: string;
  readonly #kind: 'ab' | 'interleave';
  readonly #sums = new Map<ComparisonArm, ArmSums>();
  #pages = 0;

  constructor(
    people: SimulatedPeople,
    rankers: TwoRankers,
    { kind, id, random }: { kind: 'ab' | 'interleave'; id: string; random: Random },
  ) {
    this.#people = people;
    this.#rankers = rankers;
    this.#random = random;
    this.#id = id;
    this.#kind = kind;
  }

  get sums(): ArmSums[] {
    return [...this.#sums.values()];
  }

  /** Pages that were shown in all. */
  get pages(): number {
    return this.#pages;
  }

  visit(user: number): void {
    const pages = 1 + this.#random.integer(mostPages);
    let [arm, counted, value]: [ComparisonArm, number, number] = ['both', 0, 0];
    for (let page = 0; page < pages; page++) {
      if (this.#kind === 'ab') {
        arm = userPlace(this.#id, `u${user}`) < 0.5 ? 'treatment' : 'control';
        counted++;
        if (this.#clicked(this.#rankers[arm](user)).length > 0) value++;
        continue;
      }
      const { control, treatment } = this.#rankers;
      const requestId = `${this.#id} ${user} ${page}`;
      const { items, teams } = teamDraft(control(user), treatment(user), {
        k: this.#people.shown,
        requestId,
      });
      const clicked = this.#clicked(items);
      const of = (team: readonly string[]): number => (clicked.some((id) => team.includes(id)) ? 1 : 0);
      if (clicked.length > 0) counted++;
      value += of(teams.treatment) - of(teams.control);
    }
    this.#pages += pages;
    this.#add(arm, pages, counted, value);
  }

  #clicked(page: readonly Ranked[]): string[] {
    return page.flatMap(({ itemId, liking }, place) =>
      this.#random.next() < this.#people.clickChance(liking, place) ? [itemId] : [],
    );
  }

  #add(arm: ComparisonArm, requests: number, n: number, x: number): void {
    const none = { users: 0, requests: 0, counted: 0, countedSquares: 0 };
    const sums = this.#sums.get(arm) ?? { arm, ...none, value: 0, valueSquares: 0, products: 0 };
    this.#sums.set(arm, {
      arm,
      users: sums.users + (n > 0 ? 1 : 0),
      requests: sums.requests + requests,
      counted: sums.counted + n,
      countedSquares: sums.countedSquares + n * n,
      value: sums.value + x,
      valueSquares: sums.valueSquares + x * x,
      products: sums.products + n * x,
    });
  }
}
