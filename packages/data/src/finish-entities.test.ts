import type { RawValue } from '@twotower/features';
import { type ConfigInput, parseConfig } from '@twotower/schema';
import { expect, it } from 'vitest';
import { finishEntities } from './finish-entities.ts';
import { IdIndex } from './id-index.ts';

type Item = ConfigInput['schema']['item'];

/** The column `x` of items that hold these values. */
function finished(values: readonly RawValue[], features: NonNullable<Item['features']> = {}) {
  const { schema } = parseConfig({
    schema: { user: { id: 'u' }, item: { id: 'i', features, attributes: ['x'] } },
    data: { events: 'log.csv' },
  });
  const index = new IdIndex();
  values.forEach((_, i) => {
    index.add(`i${i}`);
  });
  const table = { index, columns: new Map([['x', [...values]]]), rows: values.length, described: 0 };
  return finishEntities(table, schema.item).entities.columns.x;
}

it.each<[string, RawValue[], RawValue[]]>([
  ['numbers of pandas, with a gap', ['1980.0', '', '1995.0'], [1980, null, 1995]],
  ['prices', ['80.00', '1,500.00', '9.5'], [80, 1500, 9.5]],
  ['prices with a comma before cents', ['80,00', '1.500,00', '1,500', '1.500'], [80, 1500, 1.5, 1500]],
  ['numbers with words for missing ones', ['5', 'N/A', '-', 'null', '7'], [5, null, null, null, 7]],
  ['codes with zeros before them', ['007', '042'], ['007', '042']],
  ['a text among numbers', ['5', 'many', 'N/A'], ['5', 'many', 'N/A']],
  ['numbers too long to be held', ['12345678901234567890', '1'], ['12345678901234567890', '1']],
  ['texts such as NA, a code', ['NA', 'DE'], ['NA', 'DE']],
  ['flags', ['True', 'false', 'None', null], [true, false, null, null]],
  ['lists of Python and JSON', ["['a', 'b']", '[]', '["c"]', 'nan'], [['a', 'b'], [], ['c'], null]],
  ['nothing but gaps', ['NA', '', null], [null, null, null]],
  ['what a typed source gives', [1, 2.5, null, true], [1, 2.5, null, true]],
])('a column that is only shown holds %s', (_, values, expected) => {
  expect(finished(values)).toEqual(expected);
});

it('reads a numeric feature whatever else stands in its column', () => {
  const values = ['1,500.00', '$5', 'N/A', 'True', 'no', 3];
  expect(finished(values, { x: { kind: 'numeric' } })).toEqual([1500, null, null, 1, 0, 3]);
});

it('reads times of a feature in the forms in which those of events are read', () => {
  const values = ['07-May-2026', 'May 7, 2026 6:30 PM', '2026-05-07', '1778112000000', 'soon'];
  const day = Date.UTC(2026, 4, 7);
  expect(finished(values, { x: { kind: 'time' } })).toEqual([
    day,
    day + 18.5 * 3_600_000,
    day,
    '1778112000000',
    'soon',
  ]);
});

it('holds years of a time feature as numbers, as filters compare them, and what else stands there as it was', () => {
  const features = { x: { kind: 'time' as const } };
  expect(finished(['1986', 'N/A', '2010'], features)).toEqual([1986, null, 2010]);
  expect(finished(['1986', 'soon', '2010'], features)).toEqual(['1986', 'soon', '2010']);
});

it('tells day from month in times of a feature by all of them', () => {
  expect(finished(['05/07/2026', '25/07/2026'], { x: { kind: 'time' } })).toEqual([
    Date.UTC(2026, 6, 5),
    Date.UTC(2026, 6, 25),
  ]);
});

it('reads lists of a categories feature, and leaves separated text to it', () => {
  const values = ["['Sci-Fi', 'War']", 'Sci-Fi|War', '[]', '[REC', null];
  expect(finished(values, { x: { kind: 'categories' } })).toEqual([
    ['Sci-Fi', 'War'],
    'Sci-Fi|War',
    [],
    '[REC',
    null,
  ]);
});
