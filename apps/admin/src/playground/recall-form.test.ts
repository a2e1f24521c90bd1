import { expect, test } from 'vitest';
import type { FilterField } from '../filter-fields.ts';
import { type RecallForm, toRequest } from './recall-form.ts';

const form: RecallForm = {
  mode: 'user',
  userId: '7',
  k: 20,
  excludeSeen: true,
  filter: { field: '', op: 'eq', value: '' },
  session: [{ itemId: 'new' }, { itemId: 'old' }],
};
const fields = [
  { field: 'year', ops: ['gte'], kind: 'number', examples: [] },
  { field: 'stock', ops: ['eq'], kind: 'boolean', examples: [] },
] satisfies FilterField[];

test('without a user there is nothing to ask', () => {
  expect(toRequest({ ...form, userId: '' }, [])).toBeUndefined();
});

test('a session goes out oldest first and leaves the user behind', () => {
  expect(toRequest({ ...form, mode: 'session' }, [])).toEqual({
    history: ['old', 'new'],
    k: 20,
    excludeSeen: true,
  });
  expect(toRequest({ ...form, mode: 'session', session: [] }, [])).toEqual({ k: 20, excludeSeen: true });
});

test('a filter goes out once it is complete, with a number where the field holds numbers', () => {
  const ask = (value: string) =>
    toRequest({ ...form, filter: { field: 'year', op: 'gte', value } }, fields)?.filter;
  expect(ask('1990')).toEqual({ field: 'year', op: 'gte', value: 1990 });
  expect(ask('')).toBeUndefined();
  expect(ask('long ago')).toBeUndefined();
});

test('a filter on a flag sends true or false, not their names', () => {
  const ask = (value: string) =>
    toRequest({ ...form, filter: { field: 'stock', op: 'eq', value } }, fields)?.filter?.value;
  expect(['true', 'false', 'yes'].map(ask)).toEqual([true, false, undefined]);
});
