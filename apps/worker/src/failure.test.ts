import { ConfigError } from '@twotower/schema';
import { ServingError } from '@twotower/serving';
import { StoreError } from '@twotower/store';
import { TrainerError } from '@twotower/trainer';
import { describe, expect, it } from 'vitest';
import { failureDocument, failureOf } from './failure.ts';
import { UsageError } from './usage-error.ts';

const system = (code: string) =>
  Object.assign(new Error(`${code}: raw`), { code, path: '/srv/log.csv', syscall: 'open' });

describe('failureOf', () => {
  it.each([
    [new UsageError('give --user'), 2, 'USAGE'],
    [new ConfigError('no such config file'), 2, 'CONFIG'],
    [Object.assign(new Error('no rows'), { name: 'DataError' }), 2, 'DATA'],
    [new TrainerError('data', 'one user'), 2, 'DATA'],
    [new TrainerError('memory', 'too little'), 1, 'MEMORY'],
    [new TrainerError('failed', 'the loss is NaN'), 1, 'FAILED'],
    [new StoreError('broken'), 1, 'STORE'],
    [new ServingError('INVALID_REQUEST', 'k: is 0'), 2, 'INVALID_REQUEST'],
    [new ServingError('NOT_READY', 'no champion'), 1, 'NOT_READY'],
    [system('EACCES'), 1, 'SYSTEM'],
    [new TypeError('x is not a function'), 1, 'UNEXPECTED'],
    ['thrown text', 1, 'UNEXPECTED'],
  ])('%s is exit %i, %s', (error, exit, code) => {
    expect(failureOf(error)).toMatchObject({ exit, code });
  });

  it('shows where it happened only for faults of the program', () => {
    expect(failureOf(new TypeError('x')).stack).toContain('failure.test.ts');
    expect(failureOf(new ConfigError('x')).stack).toBeUndefined();
  });

  it('is one line that no terminal obeys, and never an empty one', () => {
    expect(failureOf(new ConfigError('a\n\x1b[2Jb\n')).message).toBe('a [2Jb');
    expect(failureOf(new TypeError('')).message).toBe('TypeError');
    expect(failureDocument(failureOf(new ConfigError('a')))).toEqual({
      error: { code: 'CONFIG', message: 'a' },
    });
  });
});

it('says of a database that the disk failed in one line what to do', () => {
  const failed = Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_WRITE' });
  expect(failureOf(failed)).toEqual({
    exit: 1,
    code: 'STORE',
    message: "the store's database: the disk refuses; check it and run this again (SQLITE_IOERR_WRITE)",
  });
  const query = Object.assign(new Error('no such column: x'), { code: 'SQLITE_ERROR' });
  expect(failureOf(query)).toMatchObject({ code: 'UNEXPECTED', message: 'no such column: x' });
});

it('says of a file that the disk refuses which it is', () => {
  const failed = Object.assign(new Error('EIO'), { code: 'EIO', path: '/store/a', syscall: 'fsync' });
  expect(failureOf(failed)).toEqual({
    exit: 1,
    code: 'SYSTEM',
    message: '/store/a: the disk refuses (fsync); check it and run this again',
  });
});
