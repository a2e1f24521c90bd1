import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeSafetensors, encodeSafetensors } from './safetensors.ts';
import type { Tensor } from './tensor.ts';

function bytesOf(tensors: ReadonlyMap<string, Tensor>): Buffer {
  const { head, arrays } = encodeSafetensors(tensors);
  return Buffer.concat([head, ...arrays.map((a) => new Uint8Array(a.buffer, a.byteOffset, a.byteLength))]);
}

const tensor = fc.array(fc.nat(4), { maxLength: 3 }).chain((shape) => {
  const size = shape.reduce((a, b) => a * b, 1);
  return fc.record({
    shape: fc.constant(shape),
    data: fc.float32Array({ minLength: size, maxLength: size }),
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
