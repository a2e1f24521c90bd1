import { deepEqual, equal } from 'node:assert/strict';
import { userSum } from '../event-key.ts';
import { batches, click, logCase, pairs } from './log-under-test.ts';

export const eraseCases = [
  logCase('erases a user’s events and leaves all others where they are', async (log) => {
    await log.append([click('ann', '1'), click('bob', '2'), click('ann', '3'), click('cay', '4')]);
    const before = (await batches(log))[0].offsets;
    const { end } = await log.extent();
    equal(await log.erase('ann'), 2);
    const [after] = await batches(log, { batch: 1 });
    deepEqual([after.users, [...after.offsets]], [['bob'], [before[1]]]);
    deepEqual(await pairs(log), ['bob 2', 'cay 4']);
    const extent = await log.extent();
    deepEqual([extent.end, extent.events, extent.erased], [end, 2, 2]);
    equal(await log.erase('ann'), 0);
  }),

  logCase('does not take an erased event in again, but the same person’s next one', async (log) => {
    await log.append([click('ann', '1', { id: 'x' })]);
    await log.erase('ann');
    equal((await log.append([click('ann', '1', { id: 'x' })])).duplicates, 1);
    equal((await log.append([click('ann', '2', { id: 'y' })])).accepted, 1);
    deepEqual(await pairs(log), ['ann 2']);
  }),

  logCase('tells who was erased from a place on, by their sums', async (log) => {
    const { start } = await log.extent();
    const { end } = await log.append([click('ann', '1'), click('bob', '2')]);
    await log.erase('ann');
    const { end: later } = await log.append([click('bob', '3')]);
    await log.erase('nobody');
    const [ann, nobody] = ['ann', 'nobody'].map(userSum);
    deepEqual(await log.erasures(start), [
      { user: ann, position: end },
      { user: nobody, position: later },
    ]);
    deepEqual(await log.erasures(end), await log.erasures(start));
    deepEqual(await log.erasures(later), [{ user: nobody, position: later }]);
  }),

  logCase('counts right when erased events are pruned', async (log) => {
    const { end } = await log.append([click('ann', '1'), click('bob', '2')]);
    await log.append([click('ann', '3')]);
    await log.erase('ann');
    equal((await log.prune(end)).removed, 1);
    const { events, erased } = await log.extent();
    deepEqual([events, erased], [0, 1]);
  }),

  logCase('reads to the end of a range that ends in erased events', async (log) => {
    await log.append([click('bob', '1'), click('ann', '2')]);
    await log.erase('ann');
    deepEqual(await pairs(log), ['bob 1']);
    await log.append([click('bob', '3')]);
    deepEqual(await pairs(log), ['bob 1', 'bob 3']);
  }),
];
