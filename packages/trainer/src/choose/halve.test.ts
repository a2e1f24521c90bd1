import { expect, it } from 'vitest';
import { halve } from './halve.ts';

interface Runner {
  readonly name: string;
  readonly speed: number;
  readonly promise: number;
  readonly taught: number;
  readonly weights: boolean;
}

const runner = (name: string, speed: number): Runner => ({
  name,
  speed,
  promise: 0,
  taught: 0,
  weights: false,
});

async function race(runners: readonly Runner[]) {
  const rungs: string[] = [];
  let passes = 0;
  let mostHeld = 0;
  const held = new Set<string>();
  const best = await halve(runners, {
    first: 2,
    teach: async (each, upTo) => {
      passes += upTo - each.taught;
      held.add(each.name);
      mostHeld = Math.max(mostHeld, held.size);
      return { ...each, taught: upTo, promise: each.speed * upTo, weights: true };
    },
    letGo: (each) => {
      held.delete(each.name);
      return { ...each, weights: false };
    },
    onRung: ({ passes: upTo, ranked }) => rungs.push(`${upTo}: ${ranked.map(({ name }) => name).join('')}`),
  });
  return { best, rungs, passes, mostHeld };
}

it('teaches the best third twice as long, from where it stood, until one is left', async () => {
  const runners = ['a', 'b', 'c', 'd', 'e'].map((name, i) => runner(name, [3, 1, 5, 2, 4][i]));
  const { best, rungs, passes, mostHeld } = await race(runners);
  expect(best).toMatchObject({ name: 'c', taught: 4, weights: true });
  expect(rungs).toEqual(['2: ceadb', '4: ce']);
  expect(passes).toBe(5 * 2 + 2 * 2);
  expect(mostHeld).toBe(3);
});

it('lets the earlier of equals go on, as when all have failed', async () => {
  const failing = ['a', 'b', 'c'].map((name) => runner(name, Number.NEGATIVE_INFINITY));
  expect((await race(failing)).best.name).toBe('a');
});

it('teaches nobody where there is no choice', async () => {
  expect(await race([runner('a', 1)])).toMatchObject({ passes: 0, best: { name: 'a', weights: false } });
});
