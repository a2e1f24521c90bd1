import { expect, test } from 'vitest';
import { withOccurrence } from './occurrence.ts';

test('repeated items get keys of their own, in order', () => {
  const keys = withOccurrence([{ itemId: 'a' }, { itemId: 'b' }, { itemId: 'a' }]).map((entry) => entry.key);
  expect(keys).toEqual(['a 1', 'b 1', 'a 2']);
});
