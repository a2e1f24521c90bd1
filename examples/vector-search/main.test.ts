import { expect, it, vi } from 'vitest';

it('finds nearly all of the best, only even rows where it is told so, and the same after loading', async () => {
  const said: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line) => said.push(line));
  await import('./main.ts');
  const [measured, best, even, loaded] = said;
  expect(Number(/finds (\S+)/.exec(measured)?.[1])).toBeGreaterThan(0.9);
  const [, rows] = /^best rows ([\d ]+), scores/.exec(best) ?? [];
  expect(rows.split(' ')).toHaveLength(3);
  const evenRows = /rows ([\d ]+)$/.exec(even)?.[1].split(' ').map(Number) ?? [];
  expect(evenRows.map((row) => row % 2)).toEqual([0, 0, 0]);
  expect(loaded).toBe(`loaded again, the best row is ${rows.split(' ')[0]}`);
});
