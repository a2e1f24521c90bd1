import { z } from 'zod';
import type { Tensor, TensorData } from './tensor.ts';

/** Part of a safetensors file, ready to be written in order. */
export interface SafetensorsParts {
  /** Length and JSON, padded so that the data begins at a multiple of 8. */
  readonly head: Uint8Array;
  /** In the order of the file: the widest numbers first, so that all are aligned, then names ascending. */
  readonly arrays: readonly TensorData[];
}

const arrayTypes = {
  F32: Float32Array,
  F64: Float64Array,
  I32: Int32Array,
  I64: BigInt64Array,
  U8: Uint8Array,
} as const;
type Dtype = keyof typeof arrayTypes;
const dtypes = Object.keys(arrayTypes) as Dtype[];

const entrySchema = z.strictObject({
  dtype: z.enum(dtypes),
  shape: z.array(z.int().min(0)),
  data_offsets: z.tuple([z.int().min(0), z.int().min(0)]),
});
const LENGTH_BYTES = 8;

/**
 * Lays named arrays out as a safetensors file: 8 bytes of header length (little endian), a JSON header of types,
 * shapes and offsets, then the numbers. The same tensors give the same bytes, in whatever order they come.
 *
 * Format: https://github.com/huggingface/safetensors#format
 */
export function encodeSafetensors(tensors: ReadonlyMap<string, Tensor>): SafetensorsParts {
  const arrays: TensorData[] = [];
  const entries: [string, unknown][] = [];
  let offset = 0;
  const inOrder = [...tensors].sort(
    ([a, { data: one }], [b, { data: other }]) =>
      other.BYTES_PER_ELEMENT - one.BYTES_PER_ELEMENT || (a < b ? -1 : 1),
  );
  for (const [name, { shape, data }] of inOrder) {
    if (name === '__metadata__') throw new TypeError('a tensor cannot be called __metadata__');
    if (sizeOf(shape) !== data.length) {
      throw new TypeError(`tensor ${name} has shape [${shape}] and ${data.length} numbers`);
    }
    const dtype = dtypeOf(name, data);
    entries.push([name, { dtype, shape, data_offsets: [offset, offset + data.byteLength] }]);
    arrays.push(data);
    offset += data.byteLength;
  }
  const json = new TextEncoder().encode(toJson(entries));
  const head = new Uint8Array(LENGTH_BYTES + Math.ceil(json.length / 8) * 8).fill(0x20);
  new DataView(head.buffer).setBigUint64(0, BigInt(head.length - LENGTH_BYTES), true);
  head.set(json, LENGTH_BYTES);
  return { head, arrays };
}

/**
 * Reads a whole safetensors file. The arrays are copies where the bytes are not aligned.
 *
 * @throws TypeError saying what is wrong with the bytes
 */
export function decodeSafetensors(bytes: Uint8Array): Map<string, Tensor> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < LENGTH_BYTES) throw new TypeError('it is shorter than a safetensors header');
  const headerBytes = Number(view.getBigUint64(0, true));
  const start = LENGTH_BYTES + headerBytes;
  if (start > bytes.length) throw new TypeError('its header is longer than the file');
  const header = parseHeader(new TextDecoder().decode(bytes.subarray(LENGTH_BYTES, start)));
  const tensors = new Map<string, Tensor>();
  let end = 0;
  const entries = [...header].sort(
    ([, a], [, b]) => a.data_offsets[0] - b.data_offsets[0] || a.data_offsets[1] - b.data_offsets[1],
  );
  for (const [name, { dtype, shape, data_offsets }] of entries) {
    const [from, to] = data_offsets;
    if (from !== end || to - from !== sizeOf(shape) * arrayTypes[dtype].BYTES_PER_ELEMENT) {
      throw new TypeError(`tensor ${name} does not lie where its shape says`);
    }
    end = to;
    if (start + end > bytes.length) throw new TypeError(`tensor ${name} goes beyond the end of the file`);
    tensors.set(name, { shape, data: numbers(dtype, bytes, start + from, start + to) });
  }
  if (start + end !== bytes.length) throw new TypeError('it holds more numbers than its header names');
  return tensors;
}

function parseHeader(text: string): [string, z.infer<typeof entrySchema>][] {
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== 'object' || parsed === null) throw new TypeError('its header is no JSON object');
  // Entry by entry: a record schema would lose a tensor that is called __proto__.
  return Object.entries(parsed)
    .filter(([name]) => name !== '__metadata__')
    .map(([name, entry]) => {
      const checked = entrySchema.safeParse(entry);
      if (!checked.success) throw new TypeError(`tensor ${name} is of no type among ${dtypes.join(', ')}`);
      return [name, checked.data];
    });
}

/** Written by hand, because an object would put names that look like numbers first. */
function toJson(entries: readonly [string, unknown][]): string {
  return `{${entries.map(([name, entry]) => `${JSON.stringify(name)}:${JSON.stringify(entry)}`).join(',')}}`;
}

function dtypeOf(name: string, data: TensorData): Dtype {
  const dtype = dtypes.find((each) => data instanceof arrayTypes[each]);
  if (!dtype) throw new TypeError(`tensor ${name} is of no type among ${dtypes.join(', ')}`);
  return dtype;
}

function numbers(dtype: Dtype, bytes: Uint8Array, from: number, to: number): TensorData {
  const type = arrayTypes[dtype];
  const width = type.BYTES_PER_ELEMENT;
  const start = bytes.byteOffset + from;
  return start % width === 0
    ? new type(bytes.buffer as ArrayBuffer, start, (to - from) / width)
    : new type(bytes.slice(from, to).buffer);
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
