import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderWith } from '../test-data.ts';
import { openUnknown } from './open-unknown.ts';

it('finds out an encoding, and says so', async () => {
  // 用户 and 商品 in GBK.
  const [user, item] = [Buffer.from('d3c3bba7', 'hex'), Buffer.from('c9ccc6b7', 'hex')];
  const lines = Array.from({ length: 50 }, (_, n) =>
    Buffer.concat([user, Buffer.from(`${n % 7},`), item, Buffer.from(`${n % 5}\n`)]),
  );
  const folder = folderWith({ 'log.csv': Buffer.concat([Buffer.from('user,item\n'), ...lines]) });
  const { columns, format, findings } = await openUnknown(join(folder, 'log.csv'), 'events');
  expect(format.encoding).toBe('gb18030');
  expect(columns.map(({ values }) => values[0])).toEqual(['用户0', '商品0']);
  expect(findings).toEqual(['log.csv is encoded in gb18030']);
});

it('tells of lines in two encodings', async () => {
  const lines = Array.from({ length: 60 }, (_, n) =>
    Buffer.from(`u${n % 7},Crème Brûlée ${n % 5}\n`, n % 3 === 0 ? 'latin1' : 'utf8'),
  );
  const folder = folderWith({ 'log.csv': Buffer.concat([Buffer.from('user,item\n'), ...lines]) });
  const { format, findings } = await openUnknown(join(folder, 'log.csv'), 'events');
  expect(format.encoding).toBe('latin-1');
  expect(findings).toEqual([expect.stringContaining('mixes encodings')]);
  expect(findings[0]).toContain('67 % are UTF-8');
});

it.each([
  ['ids of one form', (i: number) => `N${i}\tpart ${i * 7} of it\twords ${i} and ${i}`, true],
  ['addresses', (i: number) => `one ${i} so\thttps://x.org/${i}\t${'ab'.repeat(1 + (i % 3))}`, true],
  ['records', (i: number) => `one ${i} so\t[{"name": "n${i}"}]\tx${i}y`, true],
  ['names over such', (i: number) => (i === 0 ? 'item_1\ttitle\tlink2' : `N${i}\tpart ${i}\tx${i}y`), false],
])('tells a first line of values from one of names by their form: %s', async (_, row, unnamed) => {
  const folder = folderWith({ 'x.tsv': `${Array.from({ length: 60 }, (__, i) => row(i)).join('\n')}\n` });
  const opened = await openUnknown(join(folder, 'x.tsv'), 'items');
  expect(opened.unnamed).toBe(unnamed);
  expect(opened.columns[0].values).toHaveLength(unnamed ? 60 : 59);
});
