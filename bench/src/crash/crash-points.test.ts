import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { stageActs } from './acts.ts';
import { crashPoints } from './crash-points.ts';
import { notSynced } from './synced.ts';
import { type TracedCall, whyNotTraced } from './traced.ts';

/**
 * Of an update a few points of every kind are tried, on the main thread, where calls come in one order (but for `write`, by which Node
 * wakes threads too): the bench tries all of all acts.
 */
const tried = (calls: Map<string, number>, { call, thread }: TracedCall): boolean => {
  if (thread !== 'main' || call === 'write') return false;
  calls.set(call, (calls.get(call) ?? 0) + 1);
  return calls.get(call) === 2;
};

it('has the same store after an update that was killed or failed at some of its calls, and all of it synced', async (context) => {
  const reason = whyNotTraced();
  if (reason !== undefined) context.skip(reason);
  const folder = mkdtempSync(join(tmpdir(), 'twotower-crash-'));
  try {
    const [update] = await stageActs(folder, (name) => name === 'update');
    const calls = new Map<string, number>();
    const result = await crashPoints(folder, update, (_, call) => tried(calls, call));
    expect(result.points).toBeGreaterThan(20);
    expect(result.runs).toBeGreaterThan(2);
    expect(result.met).toBeGreaterThan(0);
    expect({ failures: result.failures, notSynced: result.notSynced }).toEqual({
      failures: [],
      notSynced: [],
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 900_000);

it('tells what was written or named and not brought to the disk', () => {
  const call = (name: TracedCall['call'], ...paths: string[]): TracedCall => ({
    thread: 'main',
    call: name,
    ordinal: 1,
    paths,
  });
  const synced = [
    call('write', '/s/part/a'),
    call('fsync', '/s/part/a'),
    call('fsync', '/s/part'),
    call('rename', '/s/part', '/s/whole'),
    call('fsync', '/s'),
  ];
  expect(notSynced(synced, '/s')).toEqual([]);
  expect(notSynced(synced.slice(0, -1), '/s')).toEqual(['/s was given /s/whole and not synced']);
  expect(notSynced([...synced, call('pwrite64', '/s/log')], '/s')).toEqual([
    '/s/log was written and not synced',
  ]);
  expect(notSynced([call('write', '/elsewhere'), call('pwrite64', '/s/log-shm')], '/s')).toEqual([]);
});
