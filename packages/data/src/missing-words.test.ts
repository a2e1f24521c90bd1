import { expect, it } from 'vitest';
import { isMissing, isMissingWord } from './missing-words.ts';

it.each([
  ...[
    'NA',
    'na',
    'N/A',
    'n/a',
    '#N/A',
    'NaN',
    'nan',
    'NULL',
    'null',
    'Null',
    '(null)',
    'None',
    'none',
    'NIL',
  ],
  ...['\\N', '-', '--', '?', '', '  ', ' NA ', '\tnull', '<NA>', 'NaT', 'undefined'],
])('%j is a word for nothing', (word) => {
  expect(isMissingWord(word)).toBe(true);
  expect(isMissing(word)).toBe(true);
});

it.each(['0', 'false', 'no', 'N', 'nano', 'Nan Goldin', '\\', '-1', 'null1', 'anna', 'x'.repeat(200)])(
  '%j is none',
  (word) => {
    expect(isMissingWord(word)).toBe(false);
  },
);

it('numbers and flags are not missing, whatever they are', () => {
  expect([0, false, null, undefined, []].map(isMissing)).toEqual([false, false, true, true, false]);
});
