import { parseConfig } from '@twotower/schema';
import { expect, it } from 'vitest';
import { featureCoverage } from './feature-coverage.ts';

it('counts what is filled, distinct and of no use to each feature', () => {
  const { schema } = parseConfig({
    schema: {
      user: { id: 'u' },
      item: {
        id: 'i',
        features: {
          year: { kind: 'numeric' },
          genres: { kind: 'categories', minCount: 2 },
          embedding: { kind: 'vector', dim: 3 },
          plot: { kind: 'text', column: 'synopsis' },
        },
      },
    },
    data: { events: 'x.csv' },
  });
  const long = 'x'.repeat(100);
  const items = {
    ids: ['a', 'b', 'c', 'd'],
    columns: {
      year: [null, 1994, '1994', 'soon'],
      genres: ['drama|war', 'drama', '', 'noir'],
      embedding: [[1, 2], undefined, [3, 4], Array(20).fill(0.123)],
      plot: [long, long, `${long}y`, null],
    },
  };
  const none = { filled: 0, distinct: 0, unusable: 0, example: undefined };
  expect(featureCoverage(schema.item.features, items)).toEqual([
    {
      feature: 'year',
      kind: 'numeric',
      column: 'year',
      filled: 0.75,
      distinct: 2,
      unusable: 0.25,
      example: 1994,
    },
    {
      feature: 'genres',
      kind: 'categories',
      column: 'genres',
      filled: 0.75,
      distinct: 3,
      unusable: 0.25,
      example: 'drama|war',
    },
    {
      feature: 'embedding',
      kind: 'vector',
      column: 'embedding',
      filled: 0.75,
      distinct: 3,
      unusable: 0.75,
      example: [1, 2],
    },
    { feature: 'plot', kind: 'text', column: 'synopsis', ...none },
  ]);
  const [, , , plot] = featureCoverage(
    { ...schema.item.features, plot: { kind: 'text', buckets: 8 } },
    items,
  );
  expect(plot).toMatchObject({ filled: 0.75, distinct: 2, unusable: 0 });
  expect(featureCoverage(schema.item.features, { ids: [], columns: {} })[0]).toMatchObject(none);
});
