import { seededRandom } from '@twotower/core';
import type { ArmSums } from '@twotower/schema';
import { expect, it } from 'vitest';
import { compared } from './compared.ts';
import { ratioOf } from './ratio.ts';

type User = readonly [counted: number, value: number];

/** As the store adds them up. */
function sumsOf(arm: ArmSums['arm'], users: readonly User[]): ArmSums {
  return users.reduce(withUser, {
    arm,
    ...{ users: 0, requests: 0, counted: 0, countedSquares: 0 },
    ...{ value: 0, valueSquares: 0, products: 0 },
  });
}

function withUser(sums: ArmSums, [n, x]: User): ArmSums {
  return {
    arm: sums.arm,
    users: sums.users + 1,
    requests: sums.requests + n,
    counted: sums.counted + n,
    countedSquares: sums.countedSquares + n * n,
    value: sums.value + x,
    valueSquares: sums.valueSquares + x * x,
    products: sums.products + n * x,
  };
}

it('has the variance of a mean where each user counts once', () => {
  const users = Array.from({ length: 1000 }, (_, u) => [1, u % 4 === 0 ? 1 : 0] as const);
  const ratio = ratioOf(sumsOf('control', users));
  expect(ratio?.estimate).toBeCloseTo(0.25, 12);
  expect(ratio?.variance).toBeCloseTo((0.25 * 0.75) / 999, 12);
});

it('counts a user with many requests as one that was drawn', () => {
  const [once, often] = [1, 10].map((times) =>
    ratioOf(
      sumsOf(
        'control',
        Array.from({ length: 400 }, (_, u) => [times, u % 2 ? times : 0] as const),
      ),
    ),
  );
  expect(often?.variance).toBeCloseTo(once?.variance ?? 0, 12);
});

it('says which is better, nothing while few take part, and when users are lost', () => {
  const users = (count: number, every: number) =>
    Array.from({ length: count }, (_, u) => [2, u % every === 0 ? 1 : 0] as const);
  const ab = { kind: 'ab', share: 0.5 } as const;
  const clear = compared(ab, [sumsOf('control', users(20_000, 4)), sumsOf('treatment', users(20_000, 3))]);
  expect(clear.verdict).toBe('treatment');
  expect(clear.difference?.estimate).toBeCloseTo((1 / 3 - 1 / 4) / 2, 4);
  expect(clear.difference?.low).toBeGreaterThan(0);
  const worse = compared(ab, [sumsOf('control', users(20_000, 3)), sumsOf('treatment', users(20_000, 4))]);
  expect(worse.verdict).toBe('control');
  const few = compared(ab, [sumsOf('control', users(90, 9)), sumsOf('treatment', users(90, 1))]);
  expect(few).toMatchObject({ verdict: 'undecided' });
  expect(few.difference).toBeUndefined();
  const lost = compared(ab, [sumsOf('control', users(5_000, 4)), sumsOf('treatment', users(4_000, 4))]);
  expect(lost.warning).toContain('44.4 % of the users instead of 50.0 %');
  expect(clear.warning).toBeUndefined();
  const shadow = compared({ kind: 'shadow', share: 1 }, [sumsOf('both', [[2, 1.5]])]);
  expect(shadow).toEqual({ arms: [{ arm: 'both', users: 1, requests: 2, counted: 2, rate: 0.75 }] });
});

it('finds a difference where there is none in at most a twentieth of comparisons, however often one looks', () => {
  const runs = 400;
  let found = 0;
  for (let run = 0; run < runs; run++) {
    const random = seededRandom(run);
    let sums = sumsOf('both', []);
    let decided = false;
    for (let look = 0; look < 40 && !decided; look++) {
      for (let u = 0; u < 60; u++) {
        const counted = 1 + random.integer(4);
        // Some users like one side more than the other; over all of them neither is liked more.
        const taste = random.next();
        let value = 0;
        for (let r = 0; r < counted; r++) value += random.next() < taste ? 1 : -1;
        sums = withUser(sums, [counted, value]);
      }
      decided = compared({ kind: 'interleave', share: 1 }, [sums]).verdict !== 'undecided';
    }
    if (decided) found++;
  }
  expect(found / runs).toBeLessThanOrEqual(0.05);
});
