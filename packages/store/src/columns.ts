import { Bool, type DataType, Field, Float64, List, Utf8, type Vector, vectorFromArray } from 'apache-arrow';

/** What a cell can hold; the same as the features package's type of this name. */
export type RawValue = string | number | boolean | null | undefined | readonly RawValue[];

/** How a column lies in an Arrow file: in its own type where all values have one, as JSON text otherwise. */
export interface EncodedColumn {
  readonly vector: Vector;
  readonly encoding: 'plain' | 'json';
}

/** Missing values are null; of a missing value, null and undefined are not told apart. */
export function encodeColumn(values: readonly RawValue[]): EncodedColumn {
  const type = commonType(values);
  if (type)
    return {
      vector: vectorFromArray(values.map((value) => value ?? null) as unknown[], type),
      encoding: 'plain',
    };
  const texts = values.map((value) => (value == null ? null : JSON.stringify(value)));
  return { vector: vectorFromArray(texts, new Utf8()), encoding: 'json' };
}

/** @param pause called again and again, so that a long column holds nobody up @returns one value a row; lists as arrays */
export async function decodeColumn(
  vector: Vector,
  encoding: string,
  pause: () => Promise<void>,
): Promise<RawValue[]> {
  const values: RawValue[] = new Array(vector.length);
  for (let i = 0; i < vector.length; i++) {
    if (i % inOneGo === 0) await pause();
    const value: unknown = vector.get(i);
    if (value === null) values[i] = null;
    else if (encoding === 'json') values[i] = JSON.parse(value as string);
    else values[i] = isList(value) ? Array.from(value) : (value as RawValue);
  }
  return values;
}

/** Rows that are decoded in one go. */
export const inOneGo = 4096;

/** The Arrow type that holds every value as it is; undefined where there is none. */
function commonType(values: readonly RawValue[]): DataType | undefined {
  const kinds = new Set<string>();
  const listed = new Set<string>();
  for (const value of values) {
    if (value == null) continue;
    kinds.add(Array.isArray(value) ? 'list' : typeof value);
    if (kinds.size > 1) return undefined;
    if (Array.isArray(value)) for (const entry of value) listed.add(entry === null ? 'null' : typeof entry);
  }
  const [kind = 'string'] = kinds;
  if (kind !== 'list') return scalarType(kind);
  if (listed.size > 1) return undefined;
  const [entry = 'string'] = listed;
  const type = scalarType(entry);
  return type && new List(new Field('item', type, true));
}

function scalarType(kind: string): DataType | undefined {
  switch (kind) {
    case 'string':
      return new Utf8();
    case 'number':
      return new Float64();
    case 'boolean':
      return new Bool();
    default:
      return undefined;
  }
}

function isList(value: unknown): value is Iterable<RawValue> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}
