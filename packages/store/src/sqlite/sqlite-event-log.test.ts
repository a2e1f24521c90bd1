import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withFolder } from '../../test/with-folder.ts';
import { eventLogContract, type LogUnderTest } from '../events/contract/event-log-contract.ts';
import type { EventLog } from '../events/event-log.ts';
import { sqliteEventLog } from './sqlite-event-log.ts';

async function makeLog(): Promise<LogUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'twotower-events-'));
  const opened: EventLog[] = [];
  let time = Date.now();
  return {
    async open() {
      const log = sqliteEventLog(join(folder, 'events.sqlite'), { now: () => time });
      opened.push(log);
      return log;
    },
    setTime(now) {
      time = now;
    },
    async remove() {
      for (const log of opened) await log.close();
      await rm(folder, { recursive: true });
    },
  };
}

for (const { name, run } of eventLogContract) it(name, () => run(makeLog));

it('leaves nothing of an erased person in its files', async () => {
  await withFolder(async (folder) => {
    const file = join(folder, 'events.sqlite');
    const log = sqliteEventLog(file);
    const secret = 'ann-the-secret-person';
    await log.append([
      { id: `${secret}-1`, user: secret, item: '1', type: 'click', context: { mail: secret } },
    ]);
    await log.erase(secret);
    for (const ending of ['', '-wal']) {
      expect((await readFile(file + ending)).includes(secret)).toBe(false);
    }
    await log.close();
  });
});

it('can be read where there is none and none can be made', async () => {
  await withFolder(async (folder) => {
    const log = sqliteEventLog(join(folder, 'events.sqlite'), { readOnly: 'a test says so' });
    expect((await log.extent()).events).toBe(0);
    await expect(log.append([{ user: 'a', item: 'b', type: 'click' }])).rejects.toThrow(
      /cannot be made: a test says so/,
    );
    await log.close();
  });
});
