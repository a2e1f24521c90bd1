import { type Caller, endpoints, type RecallService } from '@twotower/api';
import { type AuditEntry, StoreError } from '@twotower/store';
import { expect, it } from 'vitest';
import { WorkQueue } from '../work-queue.ts';
import { guardedService } from './guarded-service.ts';

const caller: Caller = { requestId: 'r', keyId: 'k', scopes: ['admin'] };

function guarded(handlers: Partial<RecallService>) {
  const entries: Omit<AuditEntry, 'at'>[] = [];
  const faults: unknown[] = [];
  const missing = () => {
    throw new Error('not of this test');
  };
  const all = Object.fromEntries(Object.keys(endpoints).map((name) => [name, missing]));
  const service = guardedService({ ...all, ...handlers } as RecallService, {
    queue: new WorkQueue({ most: 4, slice: 5 }),
    audit: { record: async (entry) => void entries.push(entry) },
    onStoreFault: (error, requestId) => faults.push([error, requestId]),
  });
  return { service, entries, faults };
}

it('keeps acts on record, what failed not, and of a person no id', async () => {
  const { service, entries } = guarded({
    deleteUser: async ({ userId }) => {
      if (userId === 'bob') throw new Error('no');
      return { userId, events: 1 };
    },
    promote: (input) => input,
  });
  await service.deleteUser({ userId: 'ann' }, caller);
  await expect(service.deleteUser({ userId: 'bob' }, caller)).rejects.toThrow('no');
  await service.promote({ bundleId: 'b', alias: 'shadow', deltaSequence: 2 }, { requestId: 'q' });
  expect(entries).toEqual([
    { by: 'k', act: 'deleteUser', target: expect.stringMatching(/^user [\da-f]{16}$/), requestId: 'r' },
    { by: 'loopback', act: 'promote', target: 'shadow: b, delta 2', requestId: 'q' },
  ]);
});

it('refuses a key for something else before anything is done', async () => {
  const { service } = guarded({});
  const other: Caller = { ...caller, scopes: ['recall', 'read'] };
  await expect(service.events({ events: [] }, other)).rejects.toMatchObject({
    code: 'FORBIDDEN',
    message: 'the key is for recall, read; this needs one for events',
  });
});

it('says that the store is away, and the reason to the log alone', async () => {
  for (const error of [
    new StoreError('/var/data/store.sqlite can only be read'),
    Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' }),
  ]) {
    const { service, faults } = guarded({ keys: async () => Promise.reject(error) });
    const failed = service.keys(undefined, caller);
    await expect(failed).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', retryAfter: 5 });
    await expect(failed).rejects.not.toThrow('/var');
    expect(faults).toEqual([[error, 'r']]);
  }
});
