import { deepEqual, equal, rejects } from 'node:assert/strict';
import type { EventLog } from '../event-log.ts';
import type { LogPosition } from '../log-position.ts';
import { batches, click, logCase, pairs } from './log-under-test.ts';

/** Appends `1` to `n` and gives the position before each and behind the last. */
async function filled(log: EventLog, n: number): Promise<LogPosition[]> {
  const positions = [(await log.extent()).end];
  for (let i = 1; i <= n; i++) {
    positions.push((await log.append([click('ann', `${i}`, { id: `${i}` })])).end);
  }
  return positions;
}

export const markCases = [
  logCase('keeps a consumer’s place, forwards and back', async (log, under) => {
    const [start, one, two] = await filled(log, 2);
    equal(await log.marks.get('consumer', 'updates'), undefined);
    await log.marks.set('consumer', 'updates', two);
    await log.marks.set('kept', 'updates', start);
    await log.marks.set('consumer', 'updates', one);
    const again = await under.open();
    equal((await again.marks.get('consumer', 'updates'))?.position, one);
    deepEqual(
      (await again.marks.list()).map(({ kind, name, position }) => [kind, name, position]),
      [
        ['consumer', 'updates', one],
        ['kept', 'updates', start],
      ],
    );
    await again.marks.remove('kept', 'updates');
    equal((await log.marks.list()).length, 1);
  }),

  logCase('prunes what lies before a position', async (log) => {
    const [, , two, three] = await filled(log, 3);
    deepEqual(await log.prune(two), { removed: 2, start: two });
    deepEqual(await pairs(log), ['ann 3']);
    deepEqual(await log.extent(), { start: two, end: three, events: 1, erased: 0 });
    deepEqual(await log.prune(two), { removed: 0, start: two });
  }),

  logCase('prunes nothing behind the oldest mark, and says which that is', async (log) => {
    const [start, one, two, three] = await filled(log, 3);
    await log.marks.set('kept', 'champion', one);
    await log.marks.set('consumer', 'updates', two);
    const { removed, start: now, heldBy } = await log.prune(three);
    deepEqual([removed, now, heldBy?.kind, heldBy?.name], [1, one, 'kept', 'champion']);
    await log.marks.remove('kept', 'champion');
    equal((await log.prune(three)).heldBy?.name, 'updates');
    await rejects(log.marks.set('kept', 'old', start), /kept old cannot stand at/);
  }),

  logCase('gives no place a second time when all is pruned', async (log) => {
    const positions = await filled(log, 3);
    const end = positions[3];
    await log.prune(end);
    deepEqual(await batches(log), []);
    await log.append([click('ann', '4')]);
    deepEqual(await pairs(log, { from: end }), ['ann 4']);
  }),

  logCase('refuses to read what is pruned, also in the middle of reading', async (log) => {
    const [start, , two, three] = await filled(log, 3);
    await rejects(async () => {
      for await (const _ of log.read({ batch: 1 })) await log.prune(three);
    }, /pruned/);
    await rejects(batches(log, { from: start, to: two }), /pruned; begin at/);
  }),

  logCase('lets an id come again once its event is pruned', async (log) => {
    const [, one] = await filled(log, 1);
    await log.prune(one);
    equal((await log.append([click('ann', '1', { id: '1' })])).accepted, 1);
  }),
];
