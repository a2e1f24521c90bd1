import { expect, test } from 'vitest';
import { keyed } from './keyed.ts';

test('repeated items get keys of their own, in order', () => {
  const keys = keyed([{ itemId: 'a' }, { itemId: 'b' }, { itemId: 'a' }]).map((entry) => entry.key);
  expect(keys).toEqual(['a 1', 'b 1', 'a 2']);
});
