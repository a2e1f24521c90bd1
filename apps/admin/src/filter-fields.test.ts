import { expect, test } from 'vitest';
import { filterFields } from './filter-fields.ts';

test('filter fields know their operations and most frequent values', () => {
  const fields = filterFields([
    { attributes: { genres: ['War'], year: 1990, brand: 'Acme', none: null } },
    { attributes: { genres: ['Drama', 'War'], year: 1991, brand: 'Acme' } },
    {},
  ]);
  expect(fields.map(({ field, ops, kind }) => [field, ops[0], kind])).toEqual([
    ['genres', 'contains', 'text'],
    ['year', 'gte', 'number'],
    ['brand', 'eq', 'text'],
  ]);
  expect(fields[0].examples).toEqual(['War', 'Drama']);
});

test('a flag takes true or false, also where only one was seen; mixed values are text', () => {
  const fields = filterFields([
    { attributes: { stock: true, sizes: [40, 41], odd: 1 } },
    { attributes: { stock: true, odd: 'one' } },
  ]);
  expect(fields).toEqual([
    { field: 'stock', kind: 'boolean', ops: ['eq'], examples: ['true', 'false'] },
    { field: 'sizes', kind: 'number', ops: ['contains'], examples: ['40', '41'] },
    { field: 'odd', kind: 'text', ops: ['eq', 'contains'], examples: ['1', 'one'] },
  ]);
});

test('texts too long to be picked are no examples', () => {
  const [field] = filterFields([
    { attributes: { text: 'x'.repeat(5000) } },
    { attributes: { text: 'short' } },
  ]);
  expect(field.examples).toEqual(['short']);
});
