import { seededRandom } from '@twotower/core';
import { compared, type Ratio, ratioOf } from '@twotower/serving';
import { tell } from '../measure/in-process.ts';
import { inScratchFolder } from '../measure/scratch-folder.ts';
import { rankersOf, reactionRate } from './rankers.ts';
import { type SimulatedPeople, simulatedPeople } from './simulated-people.ts';
import { type TwoRankers, Visits } from './visits.ts';

export const compareUsage = 'compare [--json]';

const kinds = ['ab', 'interleave'] as const;
type Kind = (typeof kinds)[number];

const world = { users: 20_000, items: 600, seed: 42 };
/** What the served ranker errs by, in logits. */
const servedError = 1;
/** How much more of the treatment's pages are reacted to, of the control's. */
const lift = 0.02;
/** Quantiles of the normal distribution: two sides of 5 %, and 80 % power. */
const [sided, power] = [1.96, 0.8416];
const [streams, looks, usersALook] = [200, 20, 500];

/** `compare`: what A/B and interleaving need to tell a true difference of 2 %, and how often either finds one where there is none. */
export async function compareCommand(): Promise<void> {
  await inScratchFolder(async (folder) => {
    const people = await simulatedPeople(folder, world);
    const two = twoRankers(people);
    const { rankers, rate } = two;
    const needed = Object.fromEntries(kinds.map((kind) => [kind, pagesNeeded(people, two, kind)]));
    const same = { control: rankers.control, treatment: rankers.control };
    const foundOf = (pair: TwoRankers) =>
      Object.fromEntries(kinds.map((kind) => [kind, found(people, pair, kind)]));
    tell({
      ...world,
      reactedTo: rate,
      pagesNeeded: needed,
      ratio: needed.ab.pages / needed.interleave.pages,
      looks,
      sameTwice: foundOf(same),
      different: foundOf(rankers),
    });
  });
}

/** What is served, and one that is better by {@link lift}: found by halving the range of its error. */
function twoRankers(people: SimulatedPeople): {
  rankers: TwoRankers;
  rate: { control: number; treatment: number };
} {
  const make = (error: number): TwoRankers => {
    const [control, treatment] = rankersOf(people, [servedError, error], seededRandom(1));
    return { control, treatment };
  };
  let [low, high] = [0, servedError];
  for (;;) {
    const error = (low + high) / 2;
    const rankers = make(error);
    const rate = {
      control: reactionRate(people, rankers.control),
      treatment: reactionRate(people, rankers.treatment),
    };
    const reached = rate.treatment / rate.control - 1;
    if (Math.abs(reached - lift) < 0.0005) return { rankers, rate };
    if (reached > lift) low = error;
    else high = error;
  }
}

/**
 * By the variances between users: pages until a difference of this size is found in 80 % of comparisons that are looked at once. Of A/B
 * the true difference is known; what is measured of it here is too rough to be squared. What a preference is can only be measured.
 */
function pagesNeeded(people: SimulatedPeople, { rankers, rate }: ReturnType<typeof twoRankers>, kind: Kind) {
  const visits = new Visits(people, rankers, { kind, id: 'variance', random: seededRandom(2) });
  for (let user = 0; user < people.users; user++) visits.visit(user);
  const { estimate, variance } = differenceOf(kind, visits);
  const difference = kind === 'ab' ? rate.treatment - rate.control : estimate;
  const z = difference / Math.sqrt(variance);
  return { estimate, difference, z, pages: Math.round(visits.pages * ((sided + power) / z) ** 2) };
}

function differenceOf(kind: Kind, { sums }: Visits): Ratio {
  const ratio = (arm: string): Ratio => {
    const own = sums.find((each) => each.arm === arm);
    const found = own && ratioOf(own);
    if (found === undefined) throw new Error(`nobody took part in ${arm}`);
    return found;
  };
  if (kind === 'interleave') return ratio('both');
  const [control, treatment] = [ratio('control'), ratio('treatment')];
  return {
    estimate: treatment.estimate - control.estimate,
    variance: treatment.variance + control.variance,
  };
}

/** The share of comparisons in which one was found better, looked at again and again until then, and the pages that it took. */
function found(people: SimulatedPeople, rankers: TwoRankers, kind: Kind) {
  const verdicts = { control: 0, treatment: 0 };
  const pages: number[] = [];
  for (let stream = 0; stream < streams; stream++) {
    const random = seededRandom(100 + stream);
    const visits = new Visits(people, rankers, { kind, id: `stream ${stream}`, random });
    const first = random.integer(people.users);
    for (let look = 0; look < looks; look++) {
      for (let u = 0; u < usersALook; u++) {
        visits.visit((first + look * usersALook + u) % people.users);
      }
      const { verdict } = compared({ kind, share: 0.5 }, visits.sums);
      if (verdict === 'undecided' || verdict === undefined) continue;
      verdicts[verdict]++;
      pages.push(visits.pages);
      break;
    }
  }
  pages.sort((a, b) => a - b);
  return {
    controlBetter: verdicts.control / streams,
    treatmentBetter: verdicts.treatment / streams,
    medianPages: pages.length > 0 ? pages[pages.length >> 1] : undefined,
  };
}
