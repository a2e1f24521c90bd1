import { InvalidArgumentError } from 'commander';
import { describe, expect, it } from 'vitest';
import {
  collected,
  entry,
  httpUrl,
  ids,
  listenAddress,
  nonEmpty,
  positiveInteger,
  wholeNumber,
} from './flag-value.ts';

describe('values of flags', () => {
  it('reads whole numbers', () => {
    expect([wholeNumber('0'), positiveInteger('12')]).toEqual([0, 12]);
  });

  it('reads ids between commas, or as JSON where one holds a comma', () => {
    expect(ids('a, 007')).toEqual(['a', '007']);
    expect(ids('["a,b", 7]')).toEqual(['a,b', '7']);
  });

  it('reads where to listen, and where a server is', () => {
    expect(listenAddress('9100')).toEqual({ host: '127.0.0.1', port: 9100 });
    expect(listenAddress('0.0.0.0:9100')).toEqual({ host: '0.0.0.0', port: 9100 });
    expect(listenAddress('[::1]:9100')).toEqual({ host: '::1', port: 9100 });
    expect(httpUrl('http://shop:7700')).toBe('http://shop:7700');
  });

  it('reads a value as a cell of a file: text, a flag or a list', () => {
    expect(entry('device=tv')).toEqual(['device', 'tv']);
    expect(entry('code=007')).toEqual(['code', '007']);
    expect(entry('note=a=b')).toEqual(['note', 'a=b']);
    expect(entry('empty=')).toEqual(['empty', '']);
    expect(entry('member=true')).toEqual(['member', true]);
    expect(entry('genres=["War",3]')).toEqual(['genres', ['War', 3]]);
  });

  it('collects columns, whatever their names', () => {
    const read = collected(entry);
    const both = read('__proto__=x', read('device=tv'));
    expect(Object.entries(both)).toEqual([
      ['device', 'tv'],
      ['__proto__', 'x'],
    ]);
    expect(() => read('device=pc', both)).toThrow('gives device twice');
  });

  it.each([
    [() => nonEmpty(' '), /empty/],
    [() => listenAddress('99999'), /must be a port/],
    [() => listenAddress('metrics'), /must be a port/],
    [() => httpUrl('localhost:7700'), /http:/],
    [() => wholeNumber('1e3'), /whole number/],
    [() => positiveInteger('0'), /at least 1/],
    [() => ids('a,,b'), /empty id/],
    [() => entry('tv'), /device=tv/],
    [() => entry('=tv'), /device=tv/],
    [() => entry('genres=[War]'), /no JSON/],
    [() => entry('genres=[["War"]]'), /flat list/],
  ])('refuses %s', (read, says) => {
    expect(read).toThrow(InvalidArgumentError);
    expect(read).toThrow(says);
  });
});
