import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type NewEvent, sqliteEventLog } from '@twotower/store';
import { median } from '../measure/median.ts';
import { inScratchFolder } from '../measure/scratch-folder.ts';

export const eventLogUsage = 'event-log [--json]';

const EVENTS = 100_000;
const BATCH = 100;

interface Measured {
  readonly callers: number;
  readonly eventsPerSecond: number;
  readonly userCpuSeconds: number;
  readonly wallSeconds: number;
}

/**
 * Appends 100,000 events with ids in batches of 100 to the SQLite log, each batch durable before its caller goes on: by one
 * caller, who waits for the disk after each batch, and by 16 and 64 at once, as a server has them. Beside it what one
 * fdatasync of this disk takes, and how fast the log is read again.
 */
export async function eventLog(words: readonly string[]): Promise<void> {
  const result = await inScratchFolder(async (folder) => {
    const fdatasyncMilliseconds = syncCost(folder);
    const appends: Measured[] = [];
    for (const callers of [1, 16, 64]) appends.push(await append(join(folder, 'events.sqlite'), callers));
    return {
      events: EVENTS,
      batch: BATCH,
      fdatasyncMilliseconds,
      appends,
      readEventsPerSecond: await read(folder),
    };
  });
  process.stdout.write(`${words.includes('--json') ? JSON.stringify(result) : lines(result)}\n`);
}

async function append(file: string, callers: number): Promise<Measured> {
  for (const ending of ['', '-wal', '-shm']) rmSync(file + ending, { force: true });
  const log = sqliteEventLog(file);
  const batches = Array.from({ length: EVENTS / BATCH }, (_, b) => batchOf(b));
  const [cpu, started] = [process.cpuUsage(), performance.now()];
  await Promise.all(
    Array.from({ length: callers }, async () => {
      for (let batch = batches.pop(); batch; batch = batches.pop()) await log.append(batch);
    }),
  );
  const wallSeconds = (performance.now() - started) / 1000;
  const userCpuSeconds = process.cpuUsage(cpu).user / 1e6;
  await log.close();
  return { callers, eventsPerSecond: EVENTS / wallSeconds, userCpuSeconds, wallSeconds };
}

async function read(folder: string): Promise<number> {
  const log = sqliteEventLog(join(folder, 'events.sqlite'));
  const started = performance.now();
  let count = 0;
  for await (const { length } of log.read()) count += length;
  await log.close();
  return (1000 * count) / (performance.now() - started);
}

/** Milliseconds, the middle one of a hundred. */
function syncCost(folder: string): number {
  const file = openSync(join(folder, 'sync'), 'w');
  try {
    const page = new Uint8Array(4096);
    return median(
      Array.from({ length: 100 }, () => {
        writeSync(file, page);
        const started = performance.now();
        fdatasyncSync(file);
        return performance.now() - started;
      }),
    );
  } finally {
    closeSync(file);
  }
}

function batchOf(batch: number): NewEvent[] {
  return Array.from({ length: BATCH }, (_, i) => {
    const n = batch * BATCH + i;
    return {
      id: `${n}-5f0c2a7e-9b1d-4e63-8a57`,
      user: `user-${(n * 7919) % 20_000}`,
      item: `item-${(n * 104_729) % 5000}`,
      type: n % 5 === 0 ? 'click' : 'impression',
      time: 1_700_000_000_000 + n,
      request: `request-${n >> 4}`,
      context: { device: 'tv', hour: n % 24 },
    };
  });
}

function lines({
  fdatasyncMilliseconds,
  appends,
  readEventsPerSecond,
}: {
  readonly fdatasyncMilliseconds: number;
  readonly appends: readonly Measured[];
  readonly readEventsPerSecond: number;
}): string {
  return [
    `one fdatasync of this disk: ${fdatasyncMilliseconds.toFixed(2)} ms`,
    ...appends.map(
      ({ callers, eventsPerSecond, userCpuSeconds, wallSeconds }) =>
        `append by ${callers}: ${Math.round(eventsPerSecond)} events/s, ${userCpuSeconds.toFixed(2)} s of user CPU in ${wallSeconds.toFixed(2)} s`,
    ),
    `read: ${Math.round(readEventsPerSecond)} events/s`,
  ].join('\n');
}
