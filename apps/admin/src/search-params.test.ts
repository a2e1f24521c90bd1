import { expect, test } from 'vitest';
import { readSearch, searchText, writeSearch } from './search-params.ts';

test('ids stay texts and come back as they went', () => {
  const search = { user: '007', value: 'a&b=c ü', k: '5' };
  expect(readSearch(writeSearch(search))).toEqual(search);
  expect(writeSearch({ user: '', k: undefined })).toBe('');
});

test('a screen sees its own parameters alone', () => {
  expect(searchText('user', 'k')({ user: '7', k: '', other: 'x' })).toEqual({ user: '7' });
});
