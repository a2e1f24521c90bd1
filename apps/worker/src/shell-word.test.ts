import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shellWord } from './shell-word.ts';

it.each([
  ['20261128T021500-ab12', '20261128T021500-ab12'],
  ['./a/b-c_d.yaml', './a/b-c_d.yaml'],
  ['my log.csv', "'my log.csv'"],
  ["it's", "'it'\\''s'"],
  ['$HOME', "'$HOME'"],
  ['', "''"],
])('%j', (word, expected) => {
  expect(shellWord(word, 'linux')).toBe(expected);
});

it('keeps paths of Windows', () => {
  expect(shellWord('C:\\shop\\log.csv', 'win32')).toBe('C:\\shop\\log.csv');
  expect(shellWord('C:\\my shop\\log.csv', 'win32')).toBe('"C:\\my shop\\log.csv"');
});

it.skipIf(process.platform === 'win32')('a shell reads back what was quoted', () => {
  const words = fc.sample(fc.string({ unit: 'grapheme-ascii' }), { seed: 1, numRuns: 60 });
  const line = `printf '%s\\0' ${words.map((word) => shellWord(word)).join(' ')}`;
  const read = execFileSync('sh', ['-c', line], { encoding: 'utf8' });
  expect(read.split('\0').slice(0, -1)).toEqual(words);
});
