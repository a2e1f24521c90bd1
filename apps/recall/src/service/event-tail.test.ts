import type { NewEvent } from '@twotower/store';
import { expect, it } from 'vitest';
import { promoteTinyBundle, temporaryStore } from '../../test/tiny-store.ts';
import { EventTail } from './event-tail.ts';

const click = (user: string, id?: string): NewEvent => ({ id, user, item: 'i1', type: 'click', time: 1 });

it('shows what comes into the log, from the bundle on, each event once, whoever brings it', async () => {
  const { store, remove } = await temporaryStore();
  const bundleId = await promoteTinyBundle(store);
  const { createdAt } = (await store.bundles.open(bundleId)).manifest;
  let served = { bundleId, createdAt };
  const seen: (readonly [string, number | undefined])[] = [];
  const engine = {
    unready: undefined as string | undefined,
    info: () => served as never,
    see: (events: readonly (NewEvent & { readonly offset?: number })[]) => {
      seen.push(...events.map(({ user, offset }) => [user, offset] as const));
      return events.length;
    },
  };
  const tail = new EventTail({ engine, store });
  await store.events.append([click('ann', '1'), click('bob', '1')]);
  await tail.read();
  await store.events.append([click('ann', '1'), click('cat')]);
  await Promise.all([tail.read(), tail.read()]);
  expect(seen).toEqual([
    ['ann', 0],
    ['bob', 1],
    ['cat', 2],
  ]);

  // Another bundle, made after all of these.
  served = {
    bundleId: await promoteTinyBundle(store),
    createdAt: new Date(Date.now() + 60_000).toISOString(),
  };
  await tail.read();
  await store.events.append([click('dan')]);
  await tail.read();
  expect(seen.slice(3)).toEqual([['dan', 3]]);

  engine.unready = 'nothing is served';
  await store.events.append([click('eve')]);
  await tail.read();
  expect(seen).toHaveLength(4);
  await remove();
});
