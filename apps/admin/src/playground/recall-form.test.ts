import { expect, test } from 'vitest';
import type { FilterField } from '../filter-fields.ts';
import { type RecallForm, readForm, toRequest, writeForm } from './recall-form.ts';

const form: RecallForm = {
  mode: 'user',
  userId: '7',
  k: 20,
  excludeSeen: true,
  filter: { field: '', op: 'eq', value: '' },
  session: ['new', 'old'],
  alias: '',
  beside: '',
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

test('the address holds all of it, ids of whatever characters', () => {
  const whole: RecallForm = {
    mode: 'session',
    userId: '007',
    k: 5,
    excludeSeen: false,
    filter: { field: 'year', op: 'gte', value: '1990' },
    session: ['a,b', '"c"'],
    alias: 'shadow',
    beside: 'candidate',
  };
  expect(readForm(writeForm(whole))).toEqual(whole);
  expect(Object.values(writeForm(readForm({}))).every((value) => value === undefined)).toBe(true);
  expect(readForm({ k: 'many', op: 'drop', session: '{' })).toMatchObject({
    k: 20,
    filter: { op: 'eq' },
    session: [],
  });
});
