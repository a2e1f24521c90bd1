import { describe, expect, it } from 'vitest';
import { Vocabulary } from './vocabulary.ts';

describe('Vocabulary', () => {
  it('gives distinct values rows from 1 on, in the order of their first appearance', () => {
    const vocabulary = Vocabulary.from(['b', 'a', 'b', '__proto__']);
    expect(vocabulary.values).toEqual(['b', 'a', '__proto__']);
    expect(vocabulary.size).toBe(4);
    expect(['b', 'a', '__proto__', 'new'].map((value) => vocabulary.row(value))).toEqual([1, 2, 3, 0]);
    expect([0, 1, 3, 4].map((row) => vocabulary.value(row))).toEqual([
      undefined,
      'b',
      '__proto__',
      undefined,
    ]);
  });
});
