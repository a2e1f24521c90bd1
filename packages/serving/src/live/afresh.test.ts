import { expect, it } from 'vitest';
import { afresh } from './afresh.ts';

/** A task whose runs end when they are told to, each with its number. */
function controlled() {
  const ends: { resolve: (run: number) => void; reject: (error: Error) => void }[] = [];
  const ask = afresh(
    () =>
      new Promise<number>((resolve, reject) => {
        ends.push({ resolve, reject });
      }),
  );
  return { ask, ends };
}

it('begins for each after they asked, once at a time, and one run for all who wait', async () => {
  const { ask, ends } = controlled();
  const first = ask();
  const [second, third] = [ask(), ask()];
  expect(ends).toHaveLength(1);
  ends[0].resolve(1);
  expect(await first).toBe(1);
  await Promise.resolve();
  expect(ends).toHaveLength(2);
  ends[1].resolve(2);
  expect([await second, await third]).toEqual([2, 2]);
  const fourth = ask();
  ends[2].resolve(3);
  expect(await fourth).toBe(3);
});

it('fails for who asked, and goes on for who waits', async () => {
  const { ask, ends } = controlled();
  const first = ask();
  const second = ask();
  ends[0].reject(new Error('away'));
  await expect(first).rejects.toThrow('away');
  await Promise.resolve();
  ends[1].resolve(2);
  expect(await second).toBe(2);
});
