import type { RawRecord } from '@twotower/features';
import type { DeltaContent, DeltaManifest, DeltaRows } from '@twotower/store';
import { ServingError } from '../error.ts';
import { fittingRecord } from '../items/item-record.ts';
import { withShares } from '../prior/served-prior.ts';
import { LayeredRows } from '../rows/layered-rows.ts';
import { lookedUp } from '../rows/looked-up.ts';
import { encodeItems } from './encode-items.ts';
import type { IndexedState, StateChange } from './served-state.ts';
import { withItemVectors } from './with-item-vectors.ts';

/**
 * A state with one more delta: rows of users and items, published vectors, prior and tombstones, all in absolute values. Users and
 * items that the bundle does not know get rows past its own. Items that were put keep their columns, and are encoded anew with
 * their new rows; those that were removed by hand stay away. Users who are removed are forgotten: the bundle's profile and history of them go too.
 *
 * @param state one to which the delta is the next, see `requireNext` of the store package
 * @param pause called again and again: finding the rows of many ids takes longer than others should wait
 * @throws ServingError where rows are not of the model's dimension
 */
export async function withDelta(
  state: IndexedState,
  delta: DeltaContent,
  manifest: DeltaManifest,
  pause: () => Promise<void>,
): Promise<StateChange> {
  const { users, items, vectors, prior, described, removed, watermark } = delta;
  const { dim } = state.base.model;
  await requireFit(manifest, { users, items, vectors }, dim, pause);
  await requireFit(manifest, { prior }, 1, pause);
  const known = {
    users: await lookedUp(users.ids, (id) => state.userIds.row(id), pause),
    items: await lookedUp(items.ids, (id) => state.itemIds.row(id), pause),
    prior: await lookedUp(prior.ids, (id) => state.items.row(id), pause),
  };
  const tables = {
    ...state,
    userIds: state.userIds.with(users.ids, users.values, removed.users, known.users),
    itemIds: state.itemIds.with(items.ids, items.values, removed.items, known.items),
  };
  await pause();
  const own = ownRecords(state, [...vectors.ids, ...items.ids]);
  const plain = without(vectors, new Set(own.map(([id]) => id)), dim);
  const encoded = encodeItems(tables, own);
  const ids = [...plain.ids, ...own.map(([id]) => id)];
  const told = new Uint8Array(ids.length).fill(1);
  told.set(encoded.told, plain.ids.length);
  const rows = state.items.rowsFor(ids, await lookedUp(ids, (id) => state.items.row(id), pause));
  const records = recordsOf(state, described, new Set(own.map(([id]) => id)));
  const served = state.items.with({ ids, told, records, removed: removed.items }, rows);
  await pause();
  const published = withItemVectors(tables, rows.subarray(0, plain.ids.length), plain.values, 'published');
  const withOwn = withItemVectors(published, rows.subarray(plain.ids.length), encoded.vectors, 'tower');
  await pause();
  const { sequence, createdAt, to } = manifest;
  return {
    state: {
      ...withOwn,
      delta: { sequence, createdAt, to, ...(watermark !== undefined && { watermark }) },
      users: state.users.with(new Map(), removed.users),
      items: served,
      prior: state.prior && withShares(state.prior, served, prior, known.prior, watermark),
    },
    rows: rows.toSorted(),
    removed: removedRows(state, removed.items),
  };
}

/** The items among these that were put, with their columns. */
function ownRecords({ items }: IndexedState, ids: readonly string[]) {
  if (!items.hasRecords) return [];
  return [...new Set(ids)].flatMap((id) => {
    const row = items.row(id);
    const record = row === undefined || !items.serves(row) ? undefined : items.record(row);
    return record === undefined ? [] : [[id, record] as const];
  });
}

/** What a delta says of items that nobody has put. */
function recordsOf(
  { base }: IndexedState,
  described: DeltaContent['described'],
  own: ReadonlySet<string>,
): ReadonlyMap<string, RawRecord> {
  const { ids, columns } = described ?? { ids: [], columns: {} };
  return new Map(
    ids.flatMap((id, place): [string, RawRecord][] => {
      if (own.has(id)) return [];
      const record = Object.entries(columns).map(([name, values]) => [name, values[place]]);
      return [[id, fittingRecord(base, Object.fromEntries(record))]];
    }),
  );
}

function without({ ids, values }: DeltaRows, left: ReadonlySet<string>, dim: number) {
  if (left.size === 0) return { ids, values };
  const kept = ids.flatMap((id, place) => (left.has(id) ? [] : [place]));
  const rows = LayeredRows.over(values, dim).gather(Int32Array.from(kept));
  return { ids: kept.map((place) => ids[place]), values: rows };
}

function removedRows({ items }: IndexedState, ids: readonly string[]): Int32Array {
  return Int32Array.from(ids.flatMap((id) => items.row(id) ?? []));
}

async function requireFit(
  { base, sequence }: DeltaManifest,
  parts: Readonly<Record<string, DeltaRows>>,
  width: number,
  pause: () => Promise<void>,
): Promise<void> {
  const misfit = (what: string): ServingError =>
    new ServingError('NOT_READY', `delta ${sequence} of bundle ${base}: ${what}; write the delta again`);
  for (const [name, { ids, width: found, values }] of Object.entries(parts)) {
    if (ids.length > 0 && found !== width) throw misfit(`${name} are rows of ${found}, not of ${width}`);
    if (new Set(ids).size !== ids.length) throw misfit(`an id is twice among ${name}`);
    await pause();
    // Infinite and missing numbers make a sum that is not finite.
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += values[i] * 0;
    if (sum !== 0) throw misfit(`${name} hold a number that is not finite`);
    await pause();
  }
}
