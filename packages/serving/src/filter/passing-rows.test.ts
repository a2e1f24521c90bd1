import type { RawValue } from '@twotower/features';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Filter, FilterCondition } from './filter.ts';
import { FilterColumns } from './filter-columns.ts';
import { ItemColumns } from './item-columns.ts';
import { passingRows } from './passing-rows.ts';

const columns = {
  year: [1990, 1995, null, 2001, 1990],
  title: ['Heat', 'Alien', undefined, 'alien', ''],
  colour: [true, false, true, null, false],
  genres: ['Drama| Crime', 'Horror', '', null, 'Drama'],
  released: ['2001-05-07', null, '1999-12-31', '2019-02-01', '2001-05-06'],
};
const rows = [0, 1, 2, 3, 4];
const items = new FilterColumns(new ItemColumns(columns, new Map([['genres', '|']])), rows.length);
const rowsOf = (filter: Filter, of: FilterColumns) => {
  const set = passingRows(filter, of);
  return Array.from({ length: of.size }, (_, row) => row).filter((row) => set.has(row));
};
const passing = (filter: Filter) => rowsOf(filter, items);

const condition: fc.Arbitrary<FilterCondition> = fc.oneof(
  fc.record({
    field: fc.constant('year'),
    op: fc.constantFrom('gte' as const, 'lte' as const, 'eq' as const),
    value: fc.integer({ min: 1988, max: 2003 }),
  }),
  fc.record({
    field: fc.constant('title'),
    op: fc.constantFrom('eq' as const, 'contains' as const),
    value: fc.constantFrom('alien', 'lien', 'Heat', ''),
  }),
  fc.record({
    field: fc.constant('released'),
    op: fc.constantFrom('gte' as const, 'lte' as const, 'eq' as const),
    value: fc.constantFrom('1999-12-31', '2001-05-07', '2020-01-01'),
  }),
  fc.record({ field: fc.constant('colour'), op: fc.constant('eq' as const), value: fc.boolean() }),
  fc.record({
    field: fc.constant('year'),
    op: fc.constant('in' as const),
    value: fc.subarray([1990, 1995, 2001, 7]),
  }),
  fc.record({
    field: fc.constant('genres'),
    op: fc.constant('contains' as const),
    value: fc.constantFrom('Drama', 'Crime', 'Dra', 'Horror'),
  }),
);
const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4 },
    condition,
    fc.record({ and: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ or: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('filter') }),
  ),
}));

/** What a filter means, walked anew for every item. */
function means(filter: Filter, row: number): boolean {
  if ('and' in filter) return filter.and.filter((part) => !means(part, row)).length === 0;
  if ('or' in filter) return filter.or.filter((part) => means(part, row)).length > 0;
  if ('not' in filter) return !means(filter.not, row);
  const raw: RawValue = new Map<string, RawValue[]>(Object.entries(columns)).get(filter.field)?.[row];
  if (raw === null || raw === undefined) return false;
  if (filter.op === 'in') return filter.value.some((value) => value === raw);
  if (filter.op === 'eq') return raw === filter.value;
  if (filter.op === 'gte') return raw >= filter.value;
  if (filter.op === 'lte') return raw <= filter.value;
  if (filter.field !== 'genres') return String(raw).indexOf(String(filter.value)) >= 0;
  return `|${String(raw).replaceAll(' ', '')}|`.includes(`|${filter.value}|`);
}

it('keeps what the filter means', () => {
  fc.assert(
    fc.property(filter, (filter) => {
      expect(passing(filter)).toEqual(rows.filter((row) => means(filter, row)));
    }),
  );
});

it('names the valid fields and the nearest', () => {
  const unknown = () => passing({ and: [{ field: 'yeer', op: 'eq', value: 1 }] });
  expect(unknown).toThrow(
    'filter.and.0.field: unknown field "yeer"; did you mean year? valid fields: year, title, colour, genres, released',
  );
  expect(() => passing({ field: '__proto__', op: 'eq', value: 1 })).toThrow('unknown field');
});

it('refuses values and operators that a column can never match', () => {
  expect(() => passing({ field: 'year', op: 'eq', value: '1990' })).toThrow(
    'year holds number values; got "1990"',
  );
  expect(() => passing({ field: 'genres', op: 'eq', value: 'Drama' })).toThrow('which take contains');
  expect(() => passing({ field: 'colour', op: 'gte', value: 1 })).toThrow('which take eq, in');
});

it('compares no letters: gte and lte take numbers and dates', () => {
  expect(() => passing({ field: 'title', op: 'gte', value: 'alien' })).toThrow(
    'filter.op: title holds string values, which take eq, in, contains; got gte (gte compares numbers and dates; "Heat" is neither)',
  );
  expect(() => passing({ field: 'released', op: 'lte', value: 'May 2001' })).toThrow(
    'released holds date values; got "May 2001"',
  );
  const mixed = new FilterColumns(new ItemColumns({ price: [9.5, 'free', 120, '80'] }), 4);
  expect(rowsOf({ field: 'price', op: 'gte', value: 50 }, mixed)).toEqual([2]);
  expect(() => passingRows({ field: 'price', op: 'gte', value: '50' }, mixed)).toThrow('got "50"');
});

it('finds the entries of lists that were written as JSON or Python write them', () => {
  const lists = new ItemColumns(
    { tags: ["['Sci-Fi', 'War']", '["War"]', 'War|Drama', '[]', ['War']] },
    new Map([['tags', '|']]),
  );
  const tags = new FilterColumns(lists, 5);
  expect(rowsOf({ field: 'tags', op: 'contains', value: 'War' }, tags)).toEqual([0, 1, 2, 4]);
});

it('refuses what would hold up everybody, and answers it in parts', () => {
  const many = 250_000;
  const titles = Array.from({ length: many }, (_, i) => `title ${i}`);
  const large = new FilterColumns(new ItemColumns({ title: titles }), many);
  const parts = Array.from({ length: 12 }, (_, i) => ({
    field: 'title',
    op: 'contains' as const,
    value: `${i}9`,
  }));
  expect(() => passingRows({ or: parts }, large)).toThrow(/filter\.or\.6: .* more than 2000000 comparisons/);
  // What was found so far is remembered.
  expect(passingRows({ or: parts }, large).count).toBeGreaterThan(0);
});

it('counts long texts and the rows of short columns too', () => {
  const many = 100_000;
  const columns = {
    text: Array.from({ length: 20_000 }, (_, i) => `${i} ${'x'.repeat(4000)}`),
    kind: Array.from({ length: many }, (_, i) => i % 7),
  };
  const texts = new FilterColumns(new ItemColumns({ text: columns.text }), 20_000);
  const contains = (value: string) => ({ field: 'text', op: 'contains', value }) as const;
  expect(() => passingRows({ or: ['a', 'b', 'c'].map(contains) }, texts)).toThrow('more than 2000000');
  const kinds = new FilterColumns(new ItemColumns({ kind: columns.kind }), many);
  const parts = Array.from({ length: 400 }, (_, i) => ({ field: 'kind', op: 'gte' as const, value: i }));
  expect(() => passingRows({ or: parts }, kinds)).toThrow('more than 2000000');
});

it('bounds nesting', () => {
  let deep: Filter = { field: 'year', op: 'eq', value: 1990 };
  for (let i = 0; i < 100_000; i++) deep = { not: deep };
  expect(() => passing(deep)).toThrow('nested deeper');
});
