import { expect, test } from 'vitest';
import { attributeBadges, itemTitle, titleField, valuesText } from './attributes.ts';

test('a title is found by name in any case, then by the first plain text, then by the id', () => {
  expect(titleField({ brand: 'Acme', Title: 'Chair' })).toBe('Title');
  expect(titleField({ brand: 'Acme', product_name: 'Chair' })).toBe('product_name');
  expect(itemTitle('7', { genres: 'Drama|War', brand: 'Acme' })).toBe('Acme');
  expect(itemTitle('7', { title: '', year: 1990 })).toBe('7');
  expect(itemTitle('7', undefined)).toBe('7');
});

test('badges split lists and name the numbers', () => {
  const { shown, more } = attributeBadges(
    { title: 'Heat', genres: ['Crime', 'Drama'], tags: 'a|b', year: 1995, gone: null },
    8,
  );
  expect(shown.map((badge) => badge.text)).toEqual(['Crime', 'Drama', 'a', 'b', 'year 1995']);
  expect(more).toBe(0);
  const flags = attributeBadges({ price: 1.23456, stock: false }, 8);
  expect(flags.shown.map((badge) => badge.text)).toEqual(['price 1.235', 'not stock']);
});

test('long texts are cut, long lists leave room for others, and what is left out is counted', () => {
  const tags = Array.from({ length: 300 }, (_, i) => `t${i}`);
  const text = 'word '.repeat(1000);
  const { shown, more } = attributeBadges({ title: 'Heat', tags, text, year: 1995 }, 4);
  expect(shown.map((badge) => badge.text)).toEqual(['t0', 't1', 't2', `${'word '.repeat(7)}word…`]);
  expect(more).toBe(302 - 4);
  expect(Math.max(...shown.map((badge) => badge.hover.length))).toBeLessThan(420);
  expect(itemTitle('7', { title: text })).toHaveLength(120);
  expect(valuesText(tags)).toBe('t0, t1, t2, +297');
});
