import { deepEqual, equal, rejects } from 'node:assert/strict';
import { batches, click, logCase, pairs } from './log-under-test.ts';

export const appendCases = [
  logCase('gives back what was appended, each part as it was', async (log, under) => {
    under.setTime(1_700_000_000_000);
    await log.append([
      {
        id: 'e1',
        user: 'ann',
        item: 'é "1"',
        type: 'like',
        time: 1_600_000_000_000.5,
        weight: 0.25,
        request: 'r1',
        context: { device: 'tv', hour: 3, tags: ['a\0', '\ud800'], none: null },
      },
      click('bob', '2'),
    ]);
    const [{ length, users, items, types, times, arrivals, weights, requests, contexts }] =
      await batches(log);
    deepEqual([length, users, items, types], [2, ['ann', 'bob'], ['é "1"', '2'], ['like', 'click']]);
    deepEqual(
      [[...times], [...weights]],
      [
        [1_600_000_000_000.5, Number.NaN],
        [0.25, 1],
      ],
    );
    deepEqual([...arrivals], [1_700_000_000_000, 1_700_000_000_000]);
    deepEqual(requests, ['r1', undefined]);
    deepEqual(contexts, [{ device: 'tv', hour: 3, tags: ['a\0', '\ud800'], none: null }, undefined]);
  }),

  logCase('keeps the first event of an id and counts the others', async (log) => {
    const first = await log.append([click('ann', '1', { id: 'x' }), click('ann', '2', { id: 'x' })]);
    deepEqual([first.accepted, first.duplicates], [1, 1]);
    const again = await log.append([click('ann', '3', { id: 'x' }), click('ann', '4', { id: 'y' })]);
    deepEqual([again.accepted, again.duplicates], [1, 1]);
    deepEqual(await pairs(log), ['ann 1', 'ann 4']);
  }),

  logCase('tells the ids of one user from those of another', async (log) => {
    await log.append([click('ann', '1', { id: 'x' })]);
    equal((await log.append([click('bob', '1', { id: 'x' })])).accepted, 1);
  }),

  logCase('takes events without an id as new each time', async (log) => {
    await log.append([click('ann', '1'), click('ann', '1')]);
    equal((await log.append([click('ann', '1')])).accepted, 1);
    equal((await log.extent()).events, 3);
  }),

  logCase('appends nothing of nothing', async (log) => {
    const { end } = await log.extent();
    deepEqual(await log.append([]), { accepted: 0, duplicates: 0, end });
  }),

  logCase('refuses events that no log can hold, naming them, and takes none of their group', async (log) => {
    const bad = [
      [{ user: '' }, /event 2 of 2: user is empty/],
      [{ item: 'a\0b' }, /item holds a NUL/],
      [{ id: '\ud800' }, /id holds .* half a character/],
      [{ time: Number.NaN }, /time is no number/],
      [{ weight: -1 }, /weight is no number from 0 up/],
    ] as const;
    for (const [part, message] of bad) {
      await rejects(log.append([click('ann', '1'), click('ann', '2', part)]), message);
    }
    equal((await log.extent()).events, 0);
  }),

  logCase('holds what it has taken in when it is opened again', async (log, under) => {
    await log.append([click('ann', '1', { id: 'x' })]);
    await log.close();
    const again = await under.open();
    equal((await again.append([click('ann', '1', { id: 'x' })])).duplicates, 1);
    deepEqual(await pairs(again), ['ann 1']);
  }),
];
