import { deepEqual, equal } from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { LogPosition } from '../log-position.ts';
import { batches, click, logCase, pairs } from './log-under-test.ts';

export const orderCases = [
  logCase('gives places without a gap, also past duplicates', async (log) => {
    for (const ids of [['a', 'b'], ['b', 'c'], ['a'], ['d']]) {
      await log.append(ids.map((id) => click('ann', id, { id })));
    }
    const offsets = (await batches(log)).flatMap((batch) => [...batch.offsets]);
    deepEqual(
      offsets.map((offset) => offset - offsets[0]),
      [0, 1, 2, 3],
    );
  }),

  logCase('says where an append ends, and who reads up to there has read it', async (log) => {
    await log.append([click('ann', '1')]);
    const { end } = await log.append([click('ann', '2')]);
    await log.append([click('ann', '3')]);
    deepEqual(await pairs(log, { to: end }), ['ann 1', 'ann 2']);
    deepEqual(await pairs(log, { from: end }), ['ann 3']);
  }),

  logCase('gives many callers at once their own counts', async (log) => {
    const counts = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        log.append([click('ann', 'same', { id: 'same' }), click('ann', `${n}`, { id: `${n}` })]),
      ),
    );
    equal(
      counts.reduce((sum, { accepted }) => sum + accepted, 0),
      41,
    );
    equal((await log.extent()).events, 41);
  }),

  logCase('shows a reader no event before all earlier ones, whoever writes', async (log, under) => {
    const writers = await Promise.all([under.open(), under.open(), under.open()]);
    let writing = true;
    const write = Promise.all(
      writers.map(async (writer, w) => {
        for (let n = 0; n < 25; n++) {
          await writer.append([click(`w${w}`, `${n}`, { id: `${w}.${n}` }), click(`w${w}`, `${n}+`)]);
        }
      }),
    ).finally(() => {
      writing = false;
    });
    const seen: string[] = [];
    let from: LogPosition = (await log.extent()).start;
    for (let last = false; !last; ) {
      last = !writing;
      await setImmediate();
      for await (const { users, items, next } of log.read({ from, batch: 7 })) {
        users.forEach((user, i) => {
          seen.push(`${user} ${items[i]}`);
        });
        from = next;
      }
    }
    await write;
    deepEqual(seen, await pairs(log));
    equal(seen.length, 150);
    for (const w of [0, 1, 2]) {
      const own = seen.filter((pair) => pair.startsWith(`w${w} `));
      deepEqual(own, Array.from({ length: 25 }, (_, n) => [`w${w} ${n}`, `w${w} ${n}+`]).flat());
    }
  }),
];
