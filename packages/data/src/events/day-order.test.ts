import { expect, it } from 'vitest';
import { readDataset } from '../read-dataset.ts';
import { configOf, eventsOf, folderWith } from '../test-data.ts';

/** The days of a log whose files have these times. */
async function daysOf(...files: string[][]): Promise<string[]> {
  const folder = folderWith(
    Object.fromEntries(
      files.map((times, f) => [
        `log/${f}.csv`,
        `user,item,t\n${times.map((time, i) => `u${f},i${i % 2},"${time}"\n`).join('')}`,
      ]),
    ),
  );
  const config = configOf({ events: 'log', rejects: { atMost: 1 } }, { event: { time: 't' } });
  const { dataset } = await readDataset(config, folder);
  return [...eventsOf(dataset).time].map((time) => new Date(time).toISOString().slice(0, 10));
}

it('a number above 12 anywhere in the log tells which is the day', async () => {
  expect(await daysOf(['05/07/2026 06:30', '05/08/2026 06:30'], ['05/13/2026 06:30'])).toEqual([
    '2026-05-07',
    '2026-05-08',
    '2026-05-13',
  ]);
  expect(await daysOf(['05/07/2026', '06/07/2026'], ['13/07/2026'])).toEqual([
    '2026-07-05',
    '2026-07-06',
    '2026-07-13',
  ]);
  expect(await daysOf(['05-07-2026', '25-07-2026'], ['06-07-2026'])).toEqual([
    '2026-07-05',
    '2026-07-25',
    '2026-07-06',
  ]);
});

it('a log of a few days is of days that follow each other', async () => {
  expect(await daysOf(['05/07/2026', '05/08/2026'], ['05/09/2026'])).toEqual([
    '2026-05-07',
    '2026-05-08',
    '2026-05-09',
  ]);
  expect(await daysOf(['07/05/2026', '08/05/2026'], ['09/05/2026'])).toEqual([
    '2026-05-07',
    '2026-05-08',
    '2026-05-09',
  ]);
});

it('of one day alone, the month is first', async () => {
  expect(await daysOf(['05/07/2026 06:30', '05/07/2026 07:30'], ['05/07/2026 08:30'])).toEqual(
    Array(3).fill('2026-05-07'),
  );
});
