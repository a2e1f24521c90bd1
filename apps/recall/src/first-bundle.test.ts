import { join } from 'node:path';
import { expect, it } from 'vitest';
import { promoteTinyBundle, temporaryStore } from '../test/tiny-store.ts';
import { addFirstBundle } from './first-bundle.ts';

it('becomes the champion of a store that has none, and only there', async () => {
  const [from, to] = [await temporaryStore(), await temporaryStore()];
  const first = await promoteTinyBundle(from.store);
  const second = await promoteTinyBundle(from.store);
  const at = (id: string) => join(from.store.folder, 'bundles', id);
  await addFirstBundle(to.store, at(first));
  await addFirstBundle(to.store, at(second));
  expect((await to.store.aliases.get('champion'))?.bundleId).toBe(first);
  expect((await to.store.bundles.list()).map(({ id }) => id)).toEqual([first]);
  expect(await to.store.audit.list(9)).toMatchObject([
    { by: 'TWOTOWER_FIRST_BUNDLE', act: 'promote', target: `champion: ${first}, delta 0` },
  ]);
  await Promise.all([from.remove(), to.remove()]);
});
