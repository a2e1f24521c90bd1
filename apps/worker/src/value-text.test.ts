import { expect, it } from 'vitest';
import { shorten } from './shorten.ts';
import { valueText } from './value-text.ts';

it.each([
  ['Heat', 'Heat'],
  ['a'.repeat(20), `${'a'.repeat(9)}…`],
  [['Drama', 'War'], 'Drama, War'],
  [Array.from({ length: 400 }, (_, i) => i), '0, 1, 2, +397 more'],
  [[], ''],
  [null, ''],
  [1995, '1995'],
])('%j is %j', (value, text) => {
  expect(valueText(value, 10)).toBe(text);
});

it('shortens by characters, not by units', () => {
  expect(shorten('🎬🎬🎬', 3)).toBe('🎬🎬🎬');
  expect(shorten('🎬🎬🎬🎬', 3)).toBe('🎬🎬…');
  expect(shorten('one two', 5)).toBe('one…');
});
