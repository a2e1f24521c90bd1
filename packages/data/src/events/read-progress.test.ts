import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openFunctionTable } from '../tables/function-table.ts';
import { openTextTable } from '../tables/text-table.ts';
import { configOf, folderWith } from '../test-data.ts';
import { ProgressTeller, type ReadProgress } from './read-progress.ts';

const { format } = configOf({ events: 'log' }).data;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

it('tells rows and the share of all files, four times a second at most', async () => {
  const folder = folderWith({ 'a.csv': `u,i\n${'1,2\n'.repeat(24)}`, 'b.csv': `u,i\n${'1,2\n'.repeat(74)}` });
  const log = [
    await openTextTable(join(folder, 'a.csv'), 'events', format),
    await openTextTable(join(folder, 'b.csv'), 'events', format),
  ];
  const told: ReadProgress[] = [];
  const teller = new ProgressTeller(log, (progress) => told.push(progress));
  for (let step = 1; step <= 10; step++) {
    vi.advanceTimersByTime(50);
    teller.tell(step, 10 * step);
  }
  expect(told).toEqual([
    { rows: 5, share: 50 / 400 },
    { rows: 10, share: 100 / 400 },
  ]);
  teller.finish(log[0]);
  vi.advanceTimersByTime(300);
  teller.tell(90, 200);
  expect(told[2]).toEqual({ rows: 90, share: 300 / 400 });
});

it('tells rows alone where the size of a source is not known', async () => {
  const table = await openFunctionTable(() => [{ u: 1, i: 2 }], 'data.events');
  const told: ReadProgress[] = [];
  const teller = new ProgressTeller([table], (progress) => told.push(progress));
  vi.advanceTimersByTime(300);
  teller.tell(1, 0);
  expect(told).toEqual([{ rows: 1 }]);
});
