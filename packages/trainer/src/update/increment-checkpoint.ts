import type { RawValue } from '@twotower/features';
import { incrementCheckpoint, positionSchema, type Store, StoreError, type Tensors } from '@twotower/store';
import { z } from 'zod';
import { groupOf, inGroup } from '../teach/tensor-groups.ts';
import type { BaseBundle } from './base-bundle.ts';
import { admitId, beginIncrement, type Increment, idTable, type PublishedRow } from './increment.ts';
import { LogTail } from './log-tail.ts';
import { openWaiting, type Side, savedWaiting, sides } from './waiting-ids.ts';

const waiting = z.array(z.tuple([z.string(), z.number(), z.number().nullable()]));
const changes = z.array(z.union([z.string(), z.int()]));

const metaSchema = z.object({
  formatVersion: z.literal(2),
  bundleId: z.string(),
  sequence: z.int().min(0),
  position: positionSchema,
  watermark: z.number().nullable(),
  rowChanges: z.object({ user: changes, item: changes }),
  forgotten: z.array(z.string()),
  items: z.object({
    ids: z.array(z.string()),
    columns: z.record(z.string(), z.array(z.custom<RawValue>())),
  }),
  tailUsers: z.array(z.string()),
  announced: z.array(z.string()),
  waiting: z.object({ user: waiting, item: waiting }),
});

/**
 * Saves what an increment needs beside its bundle and its deltas: rows in full and their accumulators, as they stand and as they
 * were published, counts, frequencies, and the positives that were consumed. It is of one bundle and sequence; the manifests of
 * deltas are what tells whether it is the newest.
 */
export async function saveIncrement(
  { checkpoints }: Pick<Store, 'checkpoints'>,
  increment: Increment,
): Promise<void> {
  const { base, sequence, position, watermark, rowChanges, forgotten, items, tail, announced, prior } =
    increment;
  const { user, item, time, length } = tail.columns;
  const tensors: Tensors = {
    ...increment.held,
    ...inGroup('tail', {
      user: { shape: [length], data: user },
      item: { shape: [length], data: item },
      time: { shape: [length], data: time },
    }),
    ...Object.assign({}, ...sides.map((side) => rowsOf(increment, side))),
    ...(prior && { 'prior/values': { shape: [prior.length], data: prior } }),
  };
  await checkpoints.save(incrementCheckpoint(base.id), {
    meta: {
      formatVersion: 2,
      bundleId: base.id,
      sequence,
      position,
      watermark: watermark ?? null,
      rowChanges,
      forgotten: [...forgotten],
      items: items.since(),
      tailUsers: tail.userIds,
      announced: [...announced],
      waiting: savedWaiting(increment.waiting),
    } satisfies z.input<typeof metaSchema>,
    tensors,
  });
}

/**
 * The increment as it was saved; undefined where none was, or what was saved is damaged or not of this bundle: it can be made again
 * from the log.
 */
export async function loadIncrement(
  { checkpoints }: Pick<Store, 'checkpoints'>,
  base: BaseBundle,
): Promise<Increment | undefined> {
  const found = await checkpoints.load(incrementCheckpoint(base.id)).catch(damagedIsNone);
  const meta = metaSchema.safeParse(found?.meta);
  if (found === undefined || !meta.success || meta.data.bundleId !== base.id) return undefined;
  const { data } = meta;
  const begun = beginIncrement(base);
  begun.items.add(data.items);
  for (const side of sides) {
    restoreRows(begun, side, data.rowChanges[side], found.tensors);
  }
  const tail = groupOf(found.tensors, 'tail');
  const prior = found.tensors['prior/values']?.data;
  return {
    ...begun,
    held: {
      ...inGroup('step', groupOf(found.tensors, 'step')),
      ...inGroup('negatives', groupOf(found.tensors, 'negatives')),
    },
    waiting: openWaiting(data.waiting),
    tail: new LogTail(data.tailUsers, {
      user: integers(tail.user),
      item: integers(tail.item),
      time: doubles(tail.time),
    }),
    announced: new Set(data.announced),
    forgotten: new Set(data.forgotten),
    prior: prior instanceof Float32Array ? prior : undefined,
    sequence: data.sequence,
    position: data.position,
    watermark: data.watermark ?? undefined,
  };
}

function damagedIsNone(error: unknown): undefined {
  if (!(error instanceof StoreError)) throw error;
  return undefined;
}

function rowsOf(increment: Increment, side: Side): Tensors {
  const table = idTable(increment, side);
  const { dim, values, accumulator, changedAt } = table;
  const moved = Array.from({ length: table.rows }, (_, row) => row).filter((row) => changedAt[row] > 0);
  const published = [...increment.published[side]];
  const { times, last } = increment.fitted[side].ids.sightings;
  const pack = (rows: readonly (readonly [number, PublishedRow])[]): Tensors => {
    const all = new Float32Array(rows.length * dim);
    rows.forEach(([, row], n) => void all.set(row.values, n * dim));
    return {
      places: { shape: [rows.length], data: Int32Array.from(rows, ([row]) => row) },
      values: { shape: [rows.length, dim], data: all },
      accumulators: { shape: [rows.length], data: Float32Array.from(rows, ([, row]) => row.accumulator) },
    };
  };
  const standing = moved.map((row): [number, PublishedRow] => [
    row,
    { values: values.subarray(row * dim, (row + 1) * dim), accumulator: accumulator[row] },
  ]);
  return {
    ...inGroup(`${side}-rows`, pack(standing)),
    ...inGroup(`${side}-published`, pack(published)),
    ...inGroup(`${side}-seen`, {
      times: { shape: [times.length], data: times },
      last: { shape: [last.length], data: last },
    }),
  };
}

function restoreRows(
  increment: Increment,
  side: Side,
  changes: readonly (string | number)[],
  tensors: Tensors,
): void {
  const table = idTable(increment, side);
  const { ids } = increment.fitted[side];
  for (const change of changes) {
    if (typeof change === 'string') {
      admitId(increment, side, change, new Float32Array(table.dim));
    } else {
      ids.release(ids.id(change) ?? '');
      table.values.fill(0, change * table.dim, (change + 1) * table.dim);
      increment.fresh[side].delete(change);
      increment.rowChanges[side].push(change);
    }
  }
  const unpack = (group: string) => {
    const own = groupOf(tensors, group);
    const values = floats(own.values);
    const accumulators = floats(own.accumulators);
    return Array.from(integers(own.places), (row, n): [number, PublishedRow] => [
      row,
      { values: values.slice(n * table.dim, (n + 1) * table.dim), accumulator: accumulators[n] },
    ]);
  };
  for (const [row, { values, accumulator }] of unpack(`${side}-rows`)) {
    table.values.set(values, row * table.dim);
    table.accumulator[row] = accumulator;
    table.changedAt[row] = 1;
  }
  for (const [row, published] of unpack(`${side}-published`)) increment.published[side].set(row, published);
  const { times, last } = groupOf(tensors, `${side}-seen`);
  ids.restore({ times: doubles(times), last: doubles(last) }, ids.free());
}

function integers(tensor: Tensors[string] | undefined): Int32Array {
  return tensor?.data instanceof Int32Array ? tensor.data : wrong();
}

function floats(tensor: Tensors[string] | undefined): Float32Array {
  return tensor?.data instanceof Float32Array ? tensor.data : wrong();
}

function doubles(tensor: Tensors[string] | undefined): Float64Array {
  return tensor?.data instanceof Float64Array ? tensor.data : wrong();
}

/** Its sums were right, so whoever wrote it meant something else. */
function wrong(): never {
  throw new StoreError(
    'the checkpoint of incremental updates lacks a tensor or has one of another type; remove it, and it is made again from the log',
  );
}
