import type { RawValue } from '@twotower/features';
import { describe, expect, it } from 'vitest';
import { profileColumn } from './column-profile.ts';
import { inferKind } from './infer-kind.ts';

type Kind = 'text' | 'number' | 'boolean' | 'time' | 'list';

function kindOf(value: (i: number) => RawValue, kind: Kind = 'text', name = 'x') {
  const values = Array.from({ length: 300 }, (_, i) => value(i));
  const found = inferKind(profileColumn({ name, type: '', kind }, values));
  return typeof found === 'string' ? found : found.config;
}

const floats = (i: number) => Buffer.from(Float32Array.of(0.1 * i, 1, -2, 0.5).buffer).toString('base64');

describe('the kind that suits values', () => {
  it.each<[string, RawValue | unknown, (i: number) => RawValue, Kind?, string?]>([
    ['prices', { kind: 'numeric', transform: 'log' }, (i) => `${(1.03 ** i).toFixed(2)}`],
    ['ages', { kind: 'numeric', transform: 'quantile' }, (i) => `${18 + (i % 60)}`],
    ['few whole numbers', { kind: 'categorical' }, (i) => `${i % 9}`],
    ['codes', { kind: 'categorical', minCount: 2 }, (i) => `${i % 90}`, 'text', 'zip'],
    ['genres', { kind: 'categories', separator: '|' }, (i) => ['a|b', 'a', 'b|c', 'c|a|d'][i % 4]],
    [
      'paths',
      { kind: 'categories', separator: ' > ' },
      (i) => ['Shoes > Running', 'Shoes > Hiking', 'Bags'][i % 3],
    ],
    ['tags', { kind: 'categories', separator: ',' }, (i) => ['x,y', 'y,z', 'z,x', 'x', 'y,x,z'][i % 5]],
    ['ranges', { kind: 'categorical' }, (i) => ['[0,10)', '[10,100)', '(250,500]'][i % 3]],
    ['lists of Python', { kind: 'categories' }, (i) => (i % 4 ? `['t${i % 3}']` : `['t${i % 3}', 's']`)],
    ['lists of JSON', { kind: 'categories' }, (i) => (i % 4 ? `["t${i % 3}"]` : '[]')],
    ['lists of codes', { kind: 'categories' }, (i) => (i % 2 ? `[${i % 5}]` : `[${i % 5}, 7]`)],
    ['ranges in brackets', { kind: 'categorical' }, (i) => `[${10 * (i % 3)}, ${10 * (i % 3) + 9}]`],
    ['lists', { kind: 'categories' }, (i) => [`t${i % 3}`, `s${i % 4}`], 'list'],
    ['titles', { kind: 'text' }, (i) => `Return of the ${i}, The (19${i % 90})`],
    ['titles without spaces', { kind: 'text' }, (i) => `千と千尋の神隠し${i}`],
    ['countries', { kind: 'categorical' }, (i) => ['DE', 'FR', 'US'][i % 3]],
    ['flags', { kind: 'categorical' }, (i) => i % 2 === 0, 'boolean'],
    ['dates', { kind: 'time' }, (i) => `2024-01-${10 + (i % 19)}`],
    ['typed times', { kind: 'time' }, (i) => 1.7e12 + i * 1e6, 'time'],
    ['seconds since 1970', { kind: 'time' }, (i) => `${1.6e9 + ((i * 7919) % 200) * 1000}`],
    ['years', { kind: 'time' }, (i) => `${1990 + (i % 30)}`],
    ['lists of equal length', { kind: 'vector', dim: 3 }, (i) => [0.5, i / 7, -1], 'list'],
    ['numbers between spaces', { kind: 'vector', dim: 3 }, (i) => `0.5 ${i / 7} -1e-3`],
    ['numbers in brackets', { kind: 'vector', dim: 2 }, (i) => `[0.5, ${i}]`],
    ['base64 of floats', { kind: 'vector', dim: 4 }, floats],
  ])('%s', (_, expected, value, kind, name) => {
    expect(kindOf(value, kind, name)).toEqual(expected);
  });

  it.each<[string, RegExp, (i: number) => RawValue, string?]>([
    ['handles', /hardly come again/, (i) => `handle${i}`],
  ])('leaves out %s', (_, expected, value, name) => {
    expect(kindOf(value, 'text', name)).toMatch(expected);
  });
});
