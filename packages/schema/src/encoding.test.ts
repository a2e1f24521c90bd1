import { expect, it } from 'vitest';
import { encodingOf } from './encoding.ts';
import { parseConfig } from './parse-config.ts';

it.each([
  ['utf-8', 'utf-8'],
  ['UTF8', 'utf-8'],
  ['utf_8', 'utf-8'],
  ['latin-1', 'windows-1252'],
  ['Latin1', 'windows-1252'],
  ['ISO-8859-1', 'windows-1252'],
  ['cp1252', 'windows-1252'],
  ['windows-1251', 'windows-1251'],
  ['iso-8859-2', 'iso-8859-2'],
  ['Shift_JIS', 'shift_jis'],
  ['shift-jis', 'shift_jis'],
  ['cp932', 'shift_jis'],
  ['euc_kr', 'euc-kr'],
  ['GB2312', 'gbk'],
  ['gb18030', 'gb18030'],
  ['big5', 'big5'],
  ['utf-16', 'utf-16le'],
  ['utf_16_be', 'utf-16be'],
])('%s is %s', (label, name) => {
  expect(encodingOf(label)).toBe(name);
});

it('a config takes any of them, and names those that are known where one is not', () => {
  const config = (encoding: string) => ({
    schema: { user: { id: 'u' }, item: { id: 'i' } },
    data: { events: 'log.csv', format: { encoding } },
  });
  expect(parseConfig(config('windows-1251')).data.format.encoding).toBe('windows-1251');
  expect(() => parseConfig(config('cyrillc'))).toThrow(
    /data\.format\.encoding is "cyrillc"; no encoding that is known here; give a name such as utf-8, latin-1/,
  );
});
