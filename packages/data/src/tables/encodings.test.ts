import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { configOf, folderWith } from '../test-data.ts';
import { openTable } from './open-tables.ts';

/** Texts as Python's codecs write them; the platform only decodes. */
const written: Readonly<Record<string, { text: string; hex: string }>> = {
  'windows-1251': { text: 'Красная площадь', hex: 'caf0e0f1ede0ff20efebeef9e0e4fc' },
  'koi8-r': { text: 'Красная площадь', hex: 'ebd2c1d3cec1d120d0cccfddc1c4d8' },
  'windows-1253': { text: 'Ελληνική μουσική', hex: 'c5ebebe7ede9eade20eceff5f3e9eade' },
  'windows-1250': { text: 'Żółty łabędź', hex: 'aff3b37479 20b36162ea649f' },
  'windows-1254': { text: 'güneşli ağaç', hex: '67fc6e65fe6c692061f061e7' },
  'windows-1255': { text: 'שלום עולם', hex: 'f9ece5ed20f2e5eced' },
  'windows-1256': { text: 'مرحبا بالعالم', hex: 'e3d1cdc8c720c8c7e1dac7e1e3' },
  macintosh: { text: 'Café crème', hex: '436166 8e2063728f6d65' },
  shift_jis: { text: '東京の天気は晴れです', hex: '938c8b9e82cc9356 8b4382cd90b082ea82c582b7' },
  'euc-jp': { text: '東京の天気は晴れです', hex: 'c5ecb5fea4cec5b7b5a4a4cfc0b2a4eca4c7a4b9' },
  gb18030: { text: '用户的新产品', hex: 'd3c3bba7b5c4d0c2b2fac6b7' },
  'euc-kr': { text: '서울의 날씨는', hex: 'bcadbfefc0c720b3afbebeb4c2' },
  big5: { text: '臺灣的電影與音樂', hex: 'bb4fc657aabab971bc76bb50adb5bcd6' },
};

const bytesOf = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');

/** A log in which every item's name is the text with a number behind it. */
function logOf(name: Uint8Array, rows = 60): Buffer {
  const lines = Array.from({ length: rows }, (_, n) =>
    Buffer.concat([Buffer.from(`u${n},`), name, Buffer.from(` ${n}\n`)]),
  );
  return Buffer.concat([Buffer.from('user,item\n'), ...lines]);
}

async function itemsOf(content: Uint8Array, encoding?: string, name = 'log.csv'): Promise<unknown[]> {
  const { format } = configOf({ events: 'x', format: { encoding } }).data;
  const table = await openTable(join(folderWith({ [name]: content }), name), 'events', format);
  const items = [];
  for await (const block of table.rows([{ name: 'item', as: 'id' }])) {
    items.push(...block.columns[0]);
  }
  return items;
}

/** The encoding that the message about a file in another one suggests. */
async function suggestionFor(content: Uint8Array, encoding?: string): Promise<string | undefined> {
  const message = await itemsOf(content, encoding).catch(String);
  return /set data\.format\.encoding: '([^']+)'/.exec(String(message))?.[1];
}

describe.each(Object.entries(written))('a file in %s', (encoding, { text, hex }) => {
  const log = logOf(bytesOf(hex));
  const names = Array.from({ length: 60 }, (_, n) => `${text} ${n}`);

  it('is read by that name, wherever its pieces end', async () => {
    expect(await itemsOf(log, encoding)).toEqual(names);
    const long = await itemsOf(gzipSync(logOf(bytesOf(hex), 20_000)), encoding.toUpperCase(), 'log.csv.gz');
    expect(long).toEqual(Array.from({ length: 20_000 }, (_, n) => `${text} ${n}`));
  });

  it('is refused as UTF-8 with a suggestion that reads it', async () => {
    const suggestion = await suggestionFor(log);
    expect(suggestion).toBeDefined();
    expect(await itemsOf(log, suggestion)).toEqual(names);
  });
});

describe('latin-1', () => {
  const log = logOf(Buffer.from('93437 2e8 6d65947c 80'.replaceAll(' ', ''), 'hex'));

  it('is windows-1252, as on the web', async () => {
    for (const encoding of ['latin-1', 'iso-8859-1', 'windows-1252']) {
      expect((await itemsOf(log, encoding))[0]).toBe('“Crème”|€ 0');
    }
  });

  it('is what fits the bytes of western text', async () => {
    expect(await suggestionFor(log)).toBe('latin-1');
    expect(await suggestionFor(Buffer.from('user,item\nu,é\nv,b\n', 'latin1'))).toBe('latin-1');
  });
});

describe('UTF-16 without a byte order mark', () => {
  const little = Buffer.from('user,item\nu,Café\nv,東京\nw,b\n', 'utf16le');
  it.each([
    ['utf-16le', little],
    ['utf-16be', Buffer.from(little).swap16()],
  ])('is told by its bytes, and read as %s', async (encoding, bytes) => {
    await expect(itemsOf(bytes)).rejects.toThrow(
      `log.csv: not text (it holds NUL bytes); set data.format.encoding: '${encoding}'`,
    );
    expect(await itemsOf(bytes, encoding)).toEqual(['Café', '東京', 'b']);
  });
});

it('a byte order mark goes before the config, and is no part of the first name', async () => {
  expect(await itemsOf(Buffer.from('\uFEFFitem,user\né,u\n'), 'windows-1251')).toEqual(['é']);
  expect(await itemsOf(Buffer.from('\uFEFFitem,user\né,u\n', 'utf16le'), 'gbk')).toEqual(['é']);
});

it('UTF-8 that is read as something else is told to be UTF-8', async () => {
  expect(await suggestionFor(Buffer.from('user,item\nu,Zoë and Noël, ☃\n'), 'euc-kr')).toBe('utf-8');
});

it('says to name the encoding where no known one fits', async () => {
  const bytes = Buffer.from([
    ...Buffer.from('user,item\nu,'),
    0xff,
    0x81,
    0x01,
    0x02,
    0x8f,
    10,
    0x76,
    0x2c,
    0x62,
    10,
  ]);
  await expect(itemsOf(bytes)).rejects.toThrow(
    /log\.csv: not UTF-8; set data\.format\.encoding to the one that it was written in/,
  );
});
