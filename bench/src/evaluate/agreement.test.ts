import { expect, it } from 'vitest';
import { sameItems } from './agreement.ts';

it('counts users with the same items, whatever their order', () => {
  expect(sameItems(Int32Array.of(1, 2, 3, 4), Int32Array.of(2, 1, 3, 5), 2)).toBe(0.5);
});
