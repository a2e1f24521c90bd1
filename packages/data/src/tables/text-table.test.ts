import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { RawValue } from '@twotower/features';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RowBlock } from '../table.ts';
import { configOf, folderWith } from '../test-data.ts';
import type { Dialect } from './dialect.ts';
import { withDuckDb } from './duckdb.ts';
import { cutTrusted } from './stray-quotes.ts';
import { rowsOf } from './text-rows.ts';
import { textStretches } from './text-stretches.ts';
import { openTextTable } from './text-table.ts';

describe('a delimited text file', () => {
  it('may have a delimiter of several signs', async () => {
    expect(await readAll('a::b\n1::2\n3::4:5\n')).toEqual({ a: ['1', '3'], b: ['2', '4:5'] });
  });

  it('may have no header where the config names its columns', async () => {
    const format = { columns: { events: ['user', 'item'] } };
    expect(await readAll('1,2,x\n3,4,y\n', format)).toEqual({
      user: ['1', '3'],
      item: ['2', '4'],
      column3: ['x', 'y'],
    });
  });

  it('may have a header whose names the config replaces', async () => {
    const format = { header: true, columns: { events: ['first', 'second'] } };
    expect(await readAll('id,id,c\n1,2,3\n', format)).toEqual({ first: ['1'], second: ['2'], c: ['3'] });
  });

  it('may end its lines in LF, CRLF or a lone CR', async () => {
    for (const newline of ['\n', '\r\n', '\r']) {
      const text = ['a,b', '1,"2"', '', '"x y",', '5,6'].join(newline);
      expect(await readAll(text)).toEqual({ a: ['1', 'x y', '5'], b: ['2', null, '6'] });
    }
  });

  it('may be latin-1, or tell by a byte order mark that it is UTF-8 or UTF-16', async () => {
    const expected = { é: ['ü'], b: ['2'] };
    const text = 'é,b\nü,2\n';
    const wide = Buffer.from(`\uFEFF${text}`, 'utf16le');
    expect(await readAll(Buffer.from(text, 'latin1'), { encoding: 'latin-1' })).toEqual(expected);
    expect(await readAll(text)).toEqual(expected);
    expect(await readAll(`\uFEFF${text}`)).toEqual(expected);
    expect(await readAll(`\uFEFF${text}`, { encoding: 'latin-1' })).toEqual(expected);
    expect(await readAll(wide)).toEqual(expected);
    expect(await readAll(Buffer.from(wide).swap16())).toEqual(expected);
    await expect(readAll(Buffer.from(text, 'latin1'))).rejects.toThrow(
      /log\.csv: not UTF-8; set data\.format\.encoding: 'latin-1'/,
    );
  });

  it('keeps signs whose bytes two pieces share', async () => {
    const names = Array.from({ length: 40_000 }, (_, i) => `${'x'.repeat(i % 3)}☃é`);
    expect(await readAll(`a,b\n${names.map((name) => `${name},1`).join('\n')}\n`)).toMatchObject({
      a: names,
    });
  });

  it('is refused where it is no text', async () => {
    const bytes = Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 9, 10, 0]);
    await expect(readAll(bytes)).rejects.toThrow(/log\.csv: not text \(it holds NUL bytes\); name a CSV/);
  });

  it('is refused where a name stands twice in its header, naming both places and the mend', async () => {
    await expect(readAll('user,item, user\n1,2,3\n')).rejects.toThrow(
      /columns 1 and 3 are both named "user"; rename one, or name all 3 by data\.format\.columns\.events/,
    );
  });

  it('calls a column without a name by its place', async () => {
    expect(await readAll('a,,c\n1,2,3\n')).toEqual({ a: ['1'], column2: ['2'], c: ['3'] });
  });

  it('may have its header again, where files were put together', async () => {
    const text = 'user,item\n1,a\nuser,item\n2,b\r\nuser,item\r\n\uFEFFuser,item\n3,user\nuser,items\n';
    expect(await readAll(text)).toEqual({ user: ['1', '2', '3', 'user'], item: ['a', 'b', 'user', 'items'] });
    expect(await readAll('user\n1\nuser\n')).toEqual({ user: ['1', 'user'] });
  });

  it.each([
    ['a delimiter by name', 'sep=;\nuser;item\n1;a,b\n', { user: ['1'], item: ['a,b'] }],
    ['the same in quotes', '"sep=\t"\r\nuser\titem\r\n1\ta\r\n', { user: ['1'], item: ['a'] }],
    ['comments', '# from the shop, by night, 1\n# v2\n\nuser,item\n1,a\n', { user: ['1'], item: ['a'] }],
    ['comments before a header like one', '# v2\n#user,item\n1,a\n', { '#user': ['1'], item: ['a'] }],
    ['a header like a comment', '#user,item\n1,a\n', { '#user': ['1'], item: ['a'] }],
  ])('may have before its header: %s', async (_name, text, columns) => {
    expect(await readAll(text)).toEqual(columns);
  });

  it('counts lines before its header', async () => {
    const file = join(folderWith({ 'log.csv': 'sep=,\n# all of May\nuser,item\n1\n1,a\n' }), 'log.csv');
    const [{ lines, malformed }] = await blocksOf(file);
    expect([lines, malformed]).toEqual([[5], [{ line: 4, reason: '1 fields instead of 2' }]]);
  });

  it('reports each malformed line and keeps the others', async () => {
    const file = join(
      folderWith({ 'log.csv': 'a,b\n1,2\n1,2,3\n"x"y,2\n"two\nlines",4\n5\n"open,6\n7,8' }),
      'log.csv',
    );
    const blocks = await blocksOf(file);
    expect(blocks.flatMap((block) => block.malformed)).toEqual([
      { line: 3, reason: '3 fields instead of 2' },
      { line: 4, reason: 'text follows a closing quote' },
      { line: 7, reason: '1 fields instead of 2' },
      { line: 8, reason: 'a quote is never closed' },
    ]);
    expect(blocks.flatMap((block) => block.columns[0])).toEqual(['1', 'two\nlines', '7']);
    expect(blocks.flatMap((block) => block.lines)).toEqual([2, 5, 9]);
  });

  it('may be compressed by gzip or zstd, in several frames, and says where it is cut off', async () => {
    const folder = folderWith({ 'source.csv': 'a,b\n1,2\n' });
    await withDuckDb((connection) =>
      connection.run(
        `copy (select i as a, i % 7 as b from range(100000) t(i)) to '${folder}/log.csv.zst' (compression zstd)`,
      ),
    );
    const { readFileSync, writeFileSync } = await import('node:fs');
    const zst = readFileSync(join(folder, 'log.csv.zst'));
    const gz = gzipSync('a,b\n1,2\n');
    writeFileSync(join(folder, 'twice.csv.zst'), Buffer.concat([zst, zst]));
    writeFileSync(join(folder, 'twice.csv.gz'), Buffer.concat([gz, gz]));
    writeFileSync(join(folder, 'cut.csv.zst'), zst.subarray(0, zst.length - 100));
    writeFileSync(join(folder, 'no.csv.zst'), 'a,b\n1,2\n');
    const rows = async (name: string) =>
      (await blocksOf(join(folder, name))).reduce((sum, block) => sum + block.length, 0);
    expect(await rows('log.csv.zst')).toBe(100_000);
    expect(await rows('twice.csv.zst')).toBe(200_000);
    expect(await rows('twice.csv.gz')).toBe(2);
    await expect(rows('cut.csv.zst')).rejects.toThrow(/cut\.csv\.zst: cannot be read \(/);
    await expect(rows('no.csv.zst')).rejects.toThrow(/no\.csv\.zst: cannot be read \(/);
  });
});

describe('rows of a text', () => {
  const newlines = ['\n', '\r'] as const;
  const dialects = fc.record({
    delimiter: fc.constantFrom(',', '\t', '::', '|', 'é'),
    quoted: fc.boolean(),
    newline: fc.constantFrom(...newlines),
    header: fc.boolean(),
    preamble: fc.constant(0),
    headerLine: fc.constant(''),
    columns: fc.constantFrom(['a'], ['a', 'b'], ['a', 'b', 'c']),
  });
  const pieces = fc.array(
    fc.string({
      unit: fc.constantFrom(
        'a',
        '1',
        '"',
        '""',
        ',',
        '::',
        ':',
        '\t',
        '|',
        '\n',
        '\r',
        '\r\n',
        ' ',
        'é',
        '☃',
        '\0',
      ),
      maxLength: 40,
    }),
    { maxLength: 5 },
  );

  it('are what cutting record by record gives, wherever pieces and stretches end', async () => {
    await fc.assert(
      fc.asyncProperty(dialects, pieces, fc.constantFrom(1, 20, 1000), async (dialect, parts, least) => {
        const picks = dialect.columns.map((_, i) => i).reverse();
        const stretches = textStretches(piecesOf(parts), dialect, least);
        const blocks: RowBlock[] = [];
        for await (const block of rowsOf(stretches, dialect, picks)) {
          blocks.push(block);
        }
        const expected = slowly(parts.join(''), dialect);
        expect(picks.map((_, c) => blocks.flatMap((block) => block.columns[c])).reverse()).toEqual(
          expected.columns,
        );
        expect(blocks.flatMap((block) => block.lines)).toEqual(expected.lines);
        expect(blocks.flatMap((block) => block.malformed)).toEqual(expected.malformed);
      }),
      { numRuns: 2000 },
    );
  });

  it('accounts for every line of random bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const clean = bytes.map((byte) => byte || 1);
        const file = join(folderWith({ 'log.csv': clean }), 'log.csv');
        const format: FormatInput = {
          delimiter: ',',
          encoding: 'latin-1',
          columns: { events: ['a'] },
          header: false,
        };
        const blocks = await blocksOf(file, format);
        const count = blocks.reduce((sum, block) => sum + block.length + block.malformed.length, 0);
        expect(count).toBeLessThanOrEqual(
          Buffer.from(clean)
            .toString('latin1')
            .split(/[\r\n]/).length,
        );
      }),
      { numRuns: 100 },
    );
  });
});

async function* piecesOf(texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) {
    yield Buffer.from(text);
  }
}

type FormatInput = NonNullable<Parameters<typeof configOf>[0]['format']>;

async function blocksOf(file: string, format: FormatInput = {}) {
  const table = await openTextTable(file, 'events', configOf({ events: 'log', format }).data.format);
  const blocks = [];
  for await (const block of table.rows(table.columns.map(({ name }) => ({ name, as: 'value' as const })))) {
    blocks.push(block);
  }
  return blocks;
}

async function readAll(
  content: string | Uint8Array,
  format: FormatInput = {},
): Promise<Record<string, RawValue[]>> {
  const file = join(folderWith({ 'log.csv': content }), 'log.csv');
  const table = await openTextTable(file, 'events', configOf({ events: 'log', format }).data.format);
  const blocks = await blocksOf(file, format);
  expect(blocks.flatMap((block) => block.malformed)).toEqual([]);
  return Object.fromEntries(
    table.columns.map(({ name }, c) => [name, blocks.flatMap((block) => block.columns[c])]),
  );
}

/** Cuts the whole text at once, record by record. */
function slowly(text: string, dialect: Dialect) {
  const columns: (string | null)[][] = dialect.columns.map(() => []);
  const lines: number[] = [];
  const malformed: { line: number; reason: string }[] = [];
  let headerSeen = !dialect.header;
  for (let at = 0; at < text.length; ) {
    const { fields, end, fault } = cutTrusted(text, at, dialect, true);
    const line = text.slice(0, at).split(dialect.newline).length;
    const blank = !fault && fields.length === 1 && fields[0] === '' && text[at] !== '"';
    at = end;
    if (blank) {
      continue;
    }
    if (!headerSeen) {
      headerSeen = true;
    } else if (fault || fields.length !== columns.length) {
      malformed.push({ line, reason: fault ?? `${fields.length} fields instead of ${columns.length}` });
    } else {
      lines.push(line);
      fields.forEach((field, c) => {
        columns[c].push(field || null);
      });
    }
  }
  return { columns, lines, malformed };
}
