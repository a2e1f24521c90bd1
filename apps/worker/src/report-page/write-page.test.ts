import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkPagePath, writePage } from './write-page.ts';

const folder = mkdtempSync(join(tmpdir(), 'twotower-page-'));

it('refuses a folder that does not exist, and a folder in place of a file, before anything is trained', () => {
  expect(() => checkPagePath(join(folder, 'no', 'page.html'))).toThrow(/there is no folder .*no; make it/);
  expect(() => checkPagePath(folder)).toThrow(/this is a folder; name a file in it/);
});

it('replaces the page that was there and leaves nothing else behind', () => {
  const path = checkPagePath(join(folder, 'page.html'));
  writePage(path, 'first');
  writePage(path, 'second');
  expect(readFileSync(path, 'utf8')).toBe('second');
  expect(readdirSync(folder)).toEqual(['page.html']);
});
