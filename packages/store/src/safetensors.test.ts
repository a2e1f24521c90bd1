import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeSafetensors, encodeSafetensors } from './safetensors.ts';
import { floatTensors, type Tensor } from './tensor.ts';

function bytesOf(tensors: ReadonlyMap<string, Tensor>): Buffer {
  const { head, arrays } = encodeSafetensors(tensors);
  return Buffer.concat([head, ...arrays.map((a) => new Uint8Array(a.buffer, a.byteOffset, a.byteLength))]);
}

const tensor = fc.array(fc.nat(4), { maxLength: 3 }).chain((shape) => {
  const size = shape.reduce((a, b) => a * b, 1);
  return fc.record({
    shape: fc.constant(shape),
    data: fc.oneof(
      fc.float32Array({ minLength: size, maxLength: size }),
      fc.float64Array({ minLength: size, maxLength: size }),
      fc.int32Array({ minLength: size, maxLength: size }),
      fc.uint8Array({ minLength: size, maxLength: size }),
      fc.bigInt64Array({ minLength: size, maxLength: size }),
    ),
  });
});
const tensors = fc
  .uniqueArray(fc.tuple(fc.string({ unit: 'binary' }), tensor), { selector: ([name]) => name })
  .map((entries) => new Map(entries.filter(([name]) => name !== '__metadata__')));

it('lays out one tensor as the format says', () => {
  const bytes = bytesOf(new Map([['a', { shape: [1, 2], data: Float32Array.of(1, -2) }]]));
  const json = '{"a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}';
  expect(Number(bytes.readBigUInt64LE(0)) % 8).toBe(0);
  expect(bytes.subarray(8, 8 + json.length).toString()).toBe(json);
  expect([bytes.readFloatLE(bytes.length - 8), bytes.readFloatLE(bytes.length - 4)]).toEqual([1, -2]);
});

it('reads back what it wrote, and writes the same bytes whatever the order', () => {
  fc.assert(
    fc.property(tensors, fc.nat(3), (written, shift) => {
      const bytes = bytesOf(written);
      const moved = new Uint8Array(bytes.length + shift).subarray(shift);
      moved.set(bytes);
      const read = decodeSafetensors(moved);
      expect(read).toEqual(written);
      expect(bytesOf(new Map([...written].reverse())).equals(bytes)).toBe(true);
    }),
  );
});

it('refuses a file of any other length', () => {
  const bytes = bytesOf(new Map([['a', { shape: [2], data: Float32Array.of(1, 2) }]]));
  for (let length = 0; length < bytes.length; length++) {
    expect(() => decodeSafetensors(bytes.subarray(0, length)), String(length)).toThrow();
  }
  expect(() => decodeSafetensors(Buffer.concat([bytes, Buffer.alloc(4)]))).toThrow(/more numbers/);
});

it('refuses a shape that does not fit its numbers', () => {
  expect(() => encodeSafetensors(new Map([['a', { shape: [3], data: new Float32Array(2) }]]))).toThrow(
    /shape/,
  );
});

it('lays the widest numbers first, and refuses types it does not know', () => {
  const bytes = bytesOf(
    new Map<string, Tensor>([
      ['a', { shape: [3], data: Uint8Array.of(1, 2, 3) }],
      ['b', { shape: [1], data: Float32Array.of(0.5) }],
      ['c', { shape: [1], data: BigInt64Array.of(-7n) }],
    ]),
  );
  const text = bytes.toString('latin1');
  for (const entry of ['"c":{"dtype":"I64"', '"b":{"dtype":"F32"', '"a":{"dtype":"U8"'])
    expect(text).toContain(entry);
  expect(bytes.readBigInt64LE(bytes.length - 15)).toBe(-7n);
  const half = Buffer.from(text.replace('"F32"', '"F16"'), 'latin1');
  expect(() => decodeSafetensors(half)).toThrow(/tensor b is of no type among F32/);
  const wide = Buffer.from(text.replace('"F32"', '"F64"'), 'latin1');
  expect(() => decodeSafetensors(wide)).toThrow(/tensor b does not lie where its shape says/);
});

it('says which tensor is not of float32', () => {
  const tensors = { a: { shape: [1], data: Float32Array.of(1) }, b: { shape: [1], data: Int32Array.of(1) } };
  expect(floatTensors({ a: tensors.a }, 'here')).toEqual({ a: tensors.a });
  expect(() => floatTensors(tensors, 'dense weights')).toThrow(/dense weights: tensor b is of type int32/);
});
