import { describe, expect, it } from 'vitest';
import { SharedArena, shareArrays } from './share-arrays.ts';

const plain = () => {
  const rows = Int32Array.of(1, 2, 3);
  return {
    bags: [{ rows, weights: Float32Array.of(0.5) }, undefined],
    again: rows,
    mask: new Uint8Array([9, 8, 7, 6]).subarray(1, 3),
    time: Float64Array.of(Number.NaN),
    name: 'x',
    size: 3,
  };
};

describe('shareArrays', () => {
  it('gives the same data over shared memory, each array once', () => {
    const shared = shareArrays(plain());
    expect(shared).toEqual(plain());
    expect(shared.again).toBe(shared.bags[0]?.rows);
    expect(shared.mask.byteLength).toBe(shared.mask.buffer.byteLength);
    expect(structuredClone(shared).time.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it('leaves what is shared already', () => {
    const shared = shareArrays(plain());
    expect(shareArrays(shared).time).toBe(shared.time);
  });
});

describe('a shared arena', () => {
  it('holds one piece of data after the other in the same memory', () => {
    const arena = new SharedArena();
    const first = arena.hold(plain());
    expect(first).toEqual(plain());
    const second = arena.hold({ ...plain(), mask: new Uint8Array([1]) });
    expect(second.time.buffer).toBe(first.time.buffer);
    expect(second.again).toEqual(Int32Array.of(1, 2, 3));
    const larger = arena.hold({ many: new Float64Array(1000).fill(2) });
    expect(larger.many.every((value) => value === 2)).toBe(true);
  });
});
