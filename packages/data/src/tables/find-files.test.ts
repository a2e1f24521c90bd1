import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../test-data.ts';
import { findFiles } from './find-files.ts';

const names = ['run [1]', 'shop {a,b}', 'what?', 'a*b', '[x]', 'it\'s "here"'];

describe('a pattern in a folder whose name has signs of a pattern', () => {
  it.each(names)('%s: finds the files of that folder and of no other', async (name) => {
    const files = Object.fromEntries(
      [name, 'run 1', 'shop a', 'shop b', 'whatX', 'aXb', 'x'].flatMap((folder) =>
        ['0.csv', '1.csv', '1.tsv'].map((file) => [`${folder}/logs/${file}`, 'a\n']),
      ),
    );
    const root = folderWith(files);
    const found = async (pattern: string, folder: string) =>
      (await findFiles(pattern, folder, 'data.events')).map((file) => relative(join(root, name), file));
    const expected = ['logs/0.csv', 'logs/1.csv'].map((file) => join(file));
    expect(await found('logs/*.csv', join(root, name))).toEqual(expected);
    expect(await found('./logs/[01].csv', join(root, name))).toEqual(expected);
    expect(await found(`../${name}/logs/{0,1}.csv`, join(root, name))).toEqual(expected);
    expect(await found(`${join(root, name)}/*/*.csv`, '/')).toEqual(expected);
  });
});

it('a pattern may still stand for folders', async () => {
  const root = folderWith({ 'day-1/a.csv': '', 'day-2/a.csv': '', 'night/a.csv': '' });
  const found = await findFiles('day-?/*.csv', root, 'data.events');
  expect(found.map((file) => relative(root, file))).toEqual([join('day-1', 'a.csv'), join('day-2', 'a.csv')]);
  await expect(findFiles('week-*/*.csv', root, 'data.events')).rejects.toThrow(
    /data\.events: no file matches/,
  );
});
