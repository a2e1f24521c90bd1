import { expect, it } from 'vitest';
import { temporaryStore } from '../../test/tiny-store.ts';
import { addFirstKey } from './first-key.ts';
import { KeyRing } from './key-ring.ts';

it('is put into a store that has no key, and only there', async () => {
  const { store, remove } = await temporaryStore();
  expect(await addFirstKey(store, 'first-key-of-all')).toEqual([]);
  expect(await addFirstKey(store, 'another-first-key')).toEqual([]);
  const ring = await KeyRing.open(store.keys);
  expect(ring.find('first-key-of-all')).toMatchObject({ scopes: ['admin'] });
  expect(ring.find('another-first-key')).toBeUndefined();

  const [{ id }] = await store.keys.list();
  await store.keys.revoke(id);
  await ring.refresh();
  expect(ring.isEmpty).toBe(true);
  await expect(addFirstKey(store, 'first-key-of-all')).rejects.toThrow('was revoked');
  await remove();
});

it('is known without being kept where the store can only be read', async () => {
  const { store, remove } = await temporaryStore();
  const beside = await addFirstKey({ ...store, readOnly: 'for a test' }, 'first-key-of-all');
  expect(await store.keys.list()).toEqual([]);
  const ring = await KeyRing.open(store.keys, beside);
  expect(ring.find('first-key-of-all')).toMatchObject({ scopes: ['admin'] });
  await ring.refresh();
  expect(ring.isEmpty).toBe(false);
  await remove();
});
