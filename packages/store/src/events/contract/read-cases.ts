import { deepEqual, equal, rejects } from 'node:assert/strict';
import { positionSchema } from '../log-position.ts';
import { batches, click, logCase, pairs } from './log-under-test.ts';

const ten = Array.from({ length: 10 }, (_, n) => click('ann', `${n}`, { time: 1000 - n }));

export const readCases = [
  logCase('reads an empty log, and an empty range, as no batch', async (log) => {
    deepEqual(await batches(log), []);
    const { end } = await log.append(ten);
    deepEqual(await batches(log, { from: end, to: end }), []);
  }),

  logCase('reads in batches, from any of which one can go on', async (log) => {
    await log.append(ten);
    const all = await batches(log, { batch: 4 });
    deepEqual(
      all.map(({ length }) => length),
      [4, 4, 2],
    );
    for (const [b, { next }] of all.entries()) {
      deepEqual(await pairs(log, { from: next }), (await pairs(log)).slice((b + 1) * 4));
    }
    equal(all[2].next, (await log.extent()).end);
  }),

  logCase('does not read what comes while it reads', async (log) => {
    await log.append(ten);
    let read = 0;
    for await (const { length } of log.read({ batch: 3 })) {
      read += length;
      await log.append([click('bob', 'late')]);
    }
    equal(read, 10);
  }),

  logCase('finds the first event that arrived, or happened, later', async (log, under) => {
    under.setTime(5000);
    await log.append([click('ann', 'old', { time: 10 }), click('ann', 'timeless')]);
    under.setTime(6000);
    await log.append([click('ann', 'late', { time: 5 }), click('ann', 'new', { time: 20 })]);
    const from = async (where: Parameters<typeof log.find>[0]) => pairs(log, { from: await log.find(where) });
    deepEqual(await from({ arrivedFrom: 6000 }), ['ann late', 'ann new']);
    deepEqual(await from({ arrivedFrom: 6001 }), []);
    deepEqual(await from({ happenedAfter: 10 }), ['ann new']);
    equal((await from({ happenedAfter: 9.5 })).length, 4);
  }),

  logCase('refuses positions beyond its end and those of another kind of log', async (log) => {
    await rejects(
      batches(log, { to: positionSchema.parse('999') }),
      /ends at .* not the log that was read before/,
    );
    await rejects(batches(log, { from: positionSchema.parse('here') }), /"here" is no position/);
  }),

  logCase('keeps what is known of files, the last word on each beginning', async (log) => {
    const source = { id: 's', sha256: 'ab', bytes: 10, origin: 'ingested', file: 'a.csv' } as const;
    await log.sources.set(source);
    await log.sources.set({ ...source, bytes: 20, sha256: 'cd', origin: 'trained', newestTime: 7, rows: 3 });
    await log.sources.set({ ...source, rows: 2 });
    deepEqual(
      (await log.sources.list()).map(({ setAt, ...rest }) => [rest, Number.isNaN(Date.parse(setAt))]),
      [
        [{ ...source, rows: 2 }, false],
        [{ ...source, bytes: 20, sha256: 'cd', origin: 'trained', newestTime: 7, rows: 3 }, false],
      ],
    );
  }),
];
