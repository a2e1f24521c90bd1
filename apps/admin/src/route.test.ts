import { expect, test } from 'vitest';
import { formatRoute, parseRoute } from './route.ts';

test('an empty or unknown hash is the overview', () => {
  expect(parseRoute('')).toEqual({ page: 'overview', params: {} });
  expect(parseRoute('#/elsewhere')).toEqual({ page: 'overview', params: {} });
});

test('a route survives the address bar', () => {
  const route = { page: 'playground', params: { user: 'a b?&=#', k: '20' } } as const;
  expect(parseRoute(formatRoute(route))).toEqual(route);
  expect(formatRoute({ page: 'playground', params: { user: '' } })).toBe('#/playground');
});
