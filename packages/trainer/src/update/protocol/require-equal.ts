import { deepStrictEqual } from 'node:assert/strict';
import type { Store } from '@twotower/store';
import { openBase } from '../base-bundle.ts';
import { type ServedModel, servedAt } from '../full/served-at.ts';
import { type CountedSideName, countedSides } from './counted-learning.ts';
import type { CountedBundle, CountedModel } from './counted-model.ts';

/** @throws AssertionError where a bundle with its deltas up to one of some sequences serves other rows than the model */
export async function requireEqualServed(
  store: Store,
  model: CountedModel,
  bundleId: string,
  sequences: readonly number[],
): Promise<void> {
  const base = await openBase(await store.bundles.open(bundleId));
  for (const sequence of sequences) {
    const served = await servedAt(store, base, sequence);
    const wanted = model.served({ bundleId, sequence });
    for (const side of countedSides) deepStrictEqual(byId(rowsOf(served, side)), byId([...wanted[side]]));
  }
}

function rowsOf({ model, fitted }: ServedModel, side: CountedSideName) {
  const table = model.tables.get(`${side}-ids`);
  const { ids } = fitted[side];
  return Array.from({ length: ids.size }, (_, row) => row)
    .filter((row) => ids.id(row) !== undefined)
    .map((row) => [ids.id(row), [...(table?.values.subarray(2 * row, 2 * row + 2) ?? [])]]);
}

/** @throws AssertionError where a bundle has learnt, or remembers, something else than the model's */
export async function requireEqualBundle(store: Store, wanted: CountedBundle): Promise<void> {
  const { cutOff, users, items, learner } = await openBase(await store.bundles.open(wanted.id));
  const { offsets, items: places, times } = users.history;
  const histories = users.ids.map((id, u) => [
    id,
    Array.from({ length: offsets[u + 1] - offsets[u] }, (_, n) => ({
      item: items.ids[places[offsets[u] + n]],
      time: times[offsets[u] + n],
    })),
  ]);
  const waiting = (side: CountedSideName) =>
    byId([...wanted.at[side].waiting].map(([id, { times: seen, last }]) => [id, seen, last]));
  deepStrictEqual(
    {
      cut: Number(cutOff.position),
      newest: cutOff.newestTime,
      histories: byId(histories.filter(([, past]) => past.length > 0)),
      popularity: byId(items.ids.map((id, i) => [id, items.popularity[i]]).filter(([, n]) => n !== 0)),
      waiting: { user: byId(learner.waiting.user), item: byId(learner.waiting.item) },
    },
    {
      cut: wanted.cut,
      newest: wanted.at.newest,
      histories: byId([...wanted.histories].filter(([, past]) => past.length > 0)),
      popularity: byId(popularityOf(wanted)),
      waiting: { user: waiting('user'), item: waiting('item') },
    },
  );
  const listed = await store.deltas.list(wanted.id);
  deepStrictEqual(
    listed.map(({ sequence, manifest }) => [sequence, Number(manifest?.from), Number(manifest?.to)]),
    wanted.deltas.map(({ from, to }, n) => [n + 1, from, to]),
  );
}

function popularityOf({ histories }: CountedBundle): [string, number][] {
  const counts = new Map<string, number>();
  for (const past of histories.values()) {
    for (const { item } of past) counts.set(item, (counts.get(item) ?? 0) + 1);
  }
  return [...counts];
}

function byId<Entry extends readonly unknown[]>(entries: readonly Entry[]): Entry[] {
  return [...entries].sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
}
