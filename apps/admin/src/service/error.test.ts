import { expect, test } from 'vitest';
import { errorKind } from './error.ts';

test('codes become what a person can mend', () => {
  expect(errorKind('UNREACHABLE')).toBe('unreachable');
  expect(errorKind('NOT_READY')).toBe('no-champion');
  expect(errorKind('NOT_FOUND')).toBe('not-found');
  expect(errorKind('UNAUTHORIZED')).toBe('unauthorised');
  expect(errorKind('FORBIDDEN')).toBe('forbidden');
  expect(errorKind('INTERNAL')).toBe('failed');
});
