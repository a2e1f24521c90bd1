import { expect, it, vi } from 'vitest';

it('learns tastes: all ten items of user 0’s taste come first, also those that the user never took', async () => {
  const said: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line) => said.push(line));
  await import('./main.ts');
  const losses = said.slice(0, -1).map((line) => Number(/loss (\S+)$/.exec(line)?.[1]));
  expect(losses).toHaveLength(4);
  expect(losses[3]).toBeLessThan(losses[0]);
  const best = said.at(-1)?.split(': ')[1].split(' ').map(Number) ?? [];
  expect(best.sort((a, b) => a - b)).toEqual(Array.from({ length: 10 }, (_, i) => 3 * i));
});
