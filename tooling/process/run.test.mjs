import { expect, it } from 'vitest';
import { cause } from './run.mjs';

it.each([
  [
    "gyp info spawn args '-Werror: no'\nTraceback (most recent call last):\nFileNotFoundError: [Errno 2] No such file or directory: 'c++'\nnode-pre-gyp ERR! stack at x (a.js:1:2)\nnode-pre-gyp ERR! not ok\n",
    "FileNotFoundError: [Errno 2] No such file or directory: 'c++'",
  ],
  [
    'a.cc:3:1: fatal error: x.h: No such file or directory\nmake: *** [a.o] Error 1',
    'a.cc:3:1: fatal error: x.h: No such file or directory',
  ],
  ['gyp info it worked\ngyp ERR! gyp ERR! it ended\n\n', 'it ended'],
  ['', 'it said nothing'],
])('the cause of a failed build is one line of what it said: %#', (output, line) => {
  expect(cause(output)).toBe(line);
});

it('a cause is cut to stand in a sentence', () => {
  expect(cause('x'.repeat(5000))).toHaveLength(200);
});
