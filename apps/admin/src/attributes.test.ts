import { expect, test } from 'vitest';
import { attributeBadges, filterFields, itemTitle, titleField } from './attributes.ts';

test('a title is found by name in any case, then by the first plain text, then by the id', () => {
  expect(titleField({ brand: 'Acme', Title: 'Chair' })).toBe('Title');
  expect(titleField({ brand: 'Acme', product_name: 'Chair' })).toBe('product_name');
  expect(itemTitle('7', { genres: 'Drama|War', brand: 'Acme' })).toBe('Acme');
  expect(itemTitle('7', { title: '', year: 1990 })).toBe('7');
  expect(itemTitle('7', undefined)).toBe('7');
});

test('badges split lists and name the numbers', () => {
  const badges = attributeBadges({
    title: 'Heat',
    genres: ['Crime', 'Drama'],
    tags: 'a|b',
    year: 1995,
    gone: null,
  });
  expect(badges.map((badge) => badge.text)).toEqual(['Crime', 'Drama', 'a', 'b', 'year 1995']);
  expect(attributeBadges({ price: 1.23456, stock: false }).map((badge) => badge.text)).toEqual([
    'price 1.235',
    'not stock',
  ]);
});

test('filter fields know their operations and most frequent values', () => {
  const fields = filterFields([
    { attributes: { genres: ['War'], year: 1990, brand: 'Acme', none: null } },
    { attributes: { genres: ['Drama', 'War'], year: 1991, brand: 'Acme' } },
    {},
  ]);
  expect(fields.map(({ field, ops, numeric }) => [field, ops[0], numeric])).toEqual([
    ['genres', 'contains', false],
    ['year', 'gte', true],
    ['brand', 'eq', false],
  ]);
  expect(fields[0].examples).toEqual(['War', 'Drama']);
});
