import type { EventLog } from '@twotower/store';
import { eventLogContract, type LogUnderTest } from '@twotower/store/event-log-contract';
import { afterAll, beforeAll, expect, it, type TestContext } from 'vitest';
import { type RunningPostgres, startPostgres } from '../../test/start-postgres.ts';
import { postgresEventLog } from './postgres-event-log.ts';

let started: RunningPostgres | string;
let databases = 0;

beforeAll(async () => {
  started = await startPostgres();
}, 120_000);
afterAll(async () => {
  if (typeof started !== 'string') await started.stop();
});

function server(context: TestContext): RunningPostgres {
  return typeof started === 'string' ? context.skip(started) : started;
}

async function makeLog(postgres: RunningPostgres): Promise<LogUnderTest> {
  const url = await postgres.database(`log_${++databases}`);
  const opened: EventLog[] = [];
  let time = Date.now();
  return {
    async open() {
      const log = await postgresEventLog(url, { now: () => time });
      opened.push(log);
      return log;
    },
    setTime(now) {
      time = now;
    },
    async remove() {
      for (const log of opened) await log.close();
    },
  };
}

for (const { name, run } of eventLogContract) {
  it(name, async (context) => {
    const postgres = server(context);
    await run(() => makeLog(postgres));
  });
}

it('lets several processes make its tables at once', async (context) => {
  const url = await server(context).database('at_once');
  const logs = await Promise.all(Array.from({ length: 5 }, () => postgresEventLog(url)));
  await Promise.all(logs.map((log, n) => log.append([{ user: `${n}`, item: '1', type: 'click' }])));
  expect((await logs[0].extent()).events).toBe(5);
  for (const log of logs) await log.close();
});

it('has everything it said it had when its server falls over, and nothing twice', async (context) => {
  const postgres = server(context);
  const url = await postgres.database('crash');
  const before = await postgresEventLog(url);
  const said: string[] = [];
  let crashed: Promise<void> | undefined;
  const writing = (async () => {
    for (let n = 0; n < 10_000; n++) {
      await before.append([{ id: `${n}`, user: 'ann', item: `${n}`, type: 'click' }]);
      said.push(`${n}`);
      if (n === 30) crashed = postgres.crash();
    }
  })();
  await expect(writing).rejects.toThrow(/send the events again|PostgreSQL|connection/i);
  await crashed;
  // A log that was open goes on as one opened anew does.
  expect((await before.append([{ id: '0', user: 'ann', item: '0', type: 'click' }])).duplicates).toBe(1);
  const after = await postgresEventLog(url);
  await after.append([...said, `${said.length}`].map((id) => ({ id, user: 'ann', item: id, type: 'click' })));
  const items: string[] = [];
  for await (const batch of after.read()) items.push(...batch.items);
  expect(items).toEqual([...said, `${said.length}`]);
  await after.close();
  await before.close();
});

it('says without a password why it cannot be used', async (context) => {
  server(context);
  await expect(postgresEventLog('postgres://ann:s3cret@127.0.0.1:1/log')).rejects.toThrow(
    /^postgres:\/\/ann:\S*@127\.0\.0\.1:1\/log: (?!.*s3cret).*check that the server runs/,
  );
});
