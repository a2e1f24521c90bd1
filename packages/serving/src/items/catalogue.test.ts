import { configSchema } from '@twotower/schema';
import { expect, it } from 'vitest';
import { Catalogue } from './catalogue.ts';
import { ServedItems } from './served-items.ts';

const items = {
  ids: ['a'],
  columns: { genres: ['War'], title: ['Heat'], year: [1995] },
  popularity: Float64Array.of(1),
};
const shown = (attributes: string[]) => {
  const { schema } = configSchema.parse({
    schema: { user: { id: 'u' }, item: { id: 'i', attributes } },
    data: { events: 'events.csv' },
  });
  return Object.entries(
    ServedItems.over(new Catalogue(items, schema.item), Uint8Array.of(1)).attributes(0) ?? {},
  );
};

it('shows the attributes that the config names, in its order, or all', () => {
  expect(shown(['title', 'gone', 'genres'])).toEqual([
    ['title', 'Heat'],
    ['genres', 'War'],
  ]);
  expect(shown([]).map(([name]) => name)).toEqual(['genres', 'title', 'year']);
});
