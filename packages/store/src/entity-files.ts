import { writeFile } from 'node:fs/promises';
import {
  type Data,
  Field,
  Float64,
  Int32,
  List,
  makeData,
  makeVector,
  Schema,
  Table,
  tableFromIPC,
  tableToIPC,
  Utf8,
  type Vector,
  vectorFromArray,
} from 'apache-arrow';
import type { BundleItems, BundleUsers } from './bundle.ts';
import { decodeColumn, encodeColumn, type RawValue } from './columns.ts';
import { StoreError } from './error.ts';
import { timeSlices } from './time-slices.ts';

type Columns = Readonly<Record<string, readonly RawValue[]>>;

/** Keeps a file's own columns apart from attributes of the same name. */
const OWN = 'value.';

/** Writes ids, attributes and popularity as an Arrow file, one row an item. */
export async function writeItems(file: string, items: BundleItems): Promise<void> {
  checkLength(file, 'popularity', items.popularity.length, items.ids.length);
  await writeEntities(file, items, {
    popularity: makeVector(makeData({ type: new Float64(), data: items.popularity })),
  });
}

/** Writes ids, profiles and histories as an Arrow file, one row a user. */
export async function writeUsers(file: string, users: BundleUsers): Promise<void> {
  const { offsets, items, times } = users.history;
  checkLength(file, 'history.offsets', offsets.length, users.ids.length + 1);
  checkLength(file, 'history.items', items.length, offsets[users.ids.length]);
  checkLength(file, 'history.times', times.length, items.length);
  const lists = (name: string, child: Data): Vector => {
    const type = new List(new Field(name, child.type, false));
    return makeVector(
      makeData({ type, length: users.ids.length, nullCount: 0, valueOffsets: offsets, child }),
    );
  };
  await writeEntities(file, users, {
    history: lists('item', makeData({ type: new Int32(), data: items })),
    // 8 bytes a positive that a log without times need not pay.
    ...(times.every(Number.isNaN)
      ? {}
      : { times: lists('time', makeData({ type: new Float64(), data: times })) }),
  });
}

/** @throws StoreError where the bytes are not what {@link writeItems} writes */
export function readItems(file: string, bytes: Uint8Array): Promise<BundleItems> {
  return reading(file, async () => {
    const table = tableFromIPC(bytes);
    const entities = await readEntities(table);
    const popularity = column(table, 'popularity').data[0]?.values ?? new Float64Array(0);
    return { ...entities, popularity: Float64Array.from(popularity.subarray(0, entities.ids.length)) };
  });
}

/** Times are NaN where there are none, as in format 1. @throws StoreError where the bytes are not what {@link writeUsers} writes */
export function readUsers(file: string, bytes: Uint8Array): Promise<BundleUsers> {
  return reading(file, async () => {
    const table = tableFromIPC(bytes);
    const entities = await readEntities(table);
    const [data] = column(table, 'history').data;
    if (!data || entities.ids.length === 0) {
      const [items, times] = [new Int32Array(0), new Float64Array(0)];
      return { ...entities, history: { offsets: new Int32Array(1), items, times } };
    }
    const offsets = Int32Array.from(data.valueOffsets.subarray(0, entities.ids.length + 1));
    const items = Int32Array.from(data.children[0].values.subarray(0, offsets[offsets.length - 1]));
    return { ...entities, history: { offsets, items, times: timesOf(table, items.length) } };
  });
}

function timesOf(table: Table, length: number): Float64Array {
  const values = table.getChild('times')?.data[0]?.children[0].values;
  if (values === undefined) return new Float64Array(length).fill(Number.NaN);
  if (values.length < length) throw new TypeError(`it has ${values.length} times for ${length} positives`);
  return Float64Array.from(values.subarray(0, length));
}

async function writeEntities(
  file: string,
  { ids, columns }: { readonly ids: readonly string[]; readonly columns: Columns },
  own: Record<string, Vector>,
): Promise<void> {
  const fields = [new Field('id', new Utf8(), false)];
  const vectors: Vector[] = [vectorFromArray(ids, new Utf8())];
  for (const [name, vector] of Object.entries(own)) {
    fields.push(new Field(name, vector.type, false));
    vectors.push(vector);
  }
  for (const [name, values] of Object.entries(columns)) {
    checkLength(file, name, values.length, ids.length);
    const { vector, encoding } = encodeColumn(values);
    fields.push(new Field(OWN + name, vector.type, true, new Map([['encoding', encoding]])));
    vectors.push(vector);
  }
  const schema = new Schema(fields);
  // Arrow refuses columns without rows beside a schema; the schema alone says the same.
  const table =
    ids.length === 0
      ? new Table(schema)
      : new Table(schema, Object.fromEntries(fields.map(({ name }, i) => [name, vectors[i]])));
  await writeFile(file, tableToIPC(table, 'file'));
}

async function readEntities(table: Table): Promise<{ ids: string[]; columns: Record<string, RawValue[]> }> {
  const pause = timeSlices();
  const columns: Record<string, RawValue[]> = {};
  for (const { name, metadata } of table.schema.fields) {
    if (name.startsWith(OWN)) {
      const encoding = metadata.get('encoding') ?? 'plain';
      columns[name.slice(OWN.length)] = await decodeColumn(column(table, name), encoding, pause);
    }
  }
  return { ids: (await decodeColumn(column(table, 'id'), 'plain', pause)).map(String), columns };
}

function column(table: Table, name: string): Vector {
  const vector = table.getChild(name);
  if (!vector) throw new TypeError(`it has no column ${name}`);
  return vector;
}

async function reading<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new StoreError(`${file} cannot be read: ${(error as Error).message}; write it again`);
  }
}

function checkLength(file: string, name: string, found: number, wanted: number): void {
  if (found !== wanted)
    throw new StoreError(`${file}: ${name} has ${found} values instead of ${wanted}; fix its writer`);
}
