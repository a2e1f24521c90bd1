import { encodeEntities, fitFeatures, type RawValue } from '@twotower/features';
import { type ConfigInput, parseConfig } from '@twotower/schema';
import { describe, expect, it } from 'vitest';
import { positivesFrom } from '../prepare/positives.ts';
import { evaluate } from './evaluate.ts';
import { groupingsByFeature } from './feature-groupings.ts';
import type { Grouping } from './groupings.ts';
import { pooledResult } from './pooled-result.ts';

/** The groupings of entities with these columns, as the user side of a config with these features. */
function groupings(
  features: ConfigInput['schema']['user']['features'],
  columns: Readonly<Record<string, readonly RawValue[]>>,
  prefix?: string,
): Grouping[] {
  const [{ length }] = Object.values(columns);
  const entities = { ids: Array.from({ length }, (_, u) => `u${u}`), columns };
  const { schema } = parseConfig({
    schema: { user: { id: 'user', features }, item: { id: 'item' } },
    data: { events: 'log.csv' },
  });
  const fitted = fitFeatures(schema, {
    users: entities,
    items: { ids: ['a', 'b'], columns: {} },
    trainUsers: new Uint8Array(length).fill(1),
    trainItems: new Uint8Array(2).fill(1),
    context: {},
  });
  return groupingsByFeature(fitted.user, encodeEntities(fitted.user, entities), prefix);
}

/** What the groupings say of one entity. */
function groupsOf(entity: number, list: readonly Grouping[]): string[] {
  return list.flatMap(({ names, of }) => (of[entity] < 0 ? [] : [names[of[entity]]]));
}

describe('groupingsByFeature', () => {
  it('puts an entity into the group of its category; a missing value belongs to none', () => {
    const byCountry = groupings({ country: { kind: 'categorical' } }, { country: ['FR', 'DE', 'DE', null] });
    expect(byCountry.map(({ names }) => names)).toEqual([['country=DE', 'country=FR']]);
    expect([0, 1, 3].map((user) => groupsOf(user, byCountry))).toEqual([['country=FR'], ['country=DE'], []]);
  });

  it('puts an entity into the group of each of its categories', () => {
    const byGenre = groupings(
      { genres: { kind: 'categories' } },
      { genres: ['Drama|War', 'War', 'War|Drama', ''] },
      'item.',
    );
    expect([0, 1, 3].map((item) => groupsOf(item, byGenre))).toEqual([
      ['item.genres=War', 'item.genres=Drama'],
      ['item.genres=War'],
      [],
    ]);
  });

  it('takes the 12 most common of many values', () => {
    // Value v occurs v + 1 times.
    const city = Array.from({ length: 20 }, (_, v) => new Array(v + 1).fill(`c${v}`)).flat();
    const [{ names }] = groupings({ city: { kind: 'categorical' } }, { city });
    expect(names).toEqual(Array.from({ length: 12 }, (_, i) => `city=c${19 - i}`));
  });

  it('reports groups of at least 30 examined users, and how many they are', () => {
    // 40 of DE, 40 of FR of whom 29 are examined.
    const country = Array.from({ length: 80 }, (_, u) => (u < 40 ? 'DE' : 'FR'));
    const userGroupings = groupings({ country: { kind: 'categorical' } }, { country });
    const result = evaluate(
      { score: ({ users: { length } }, out) => out.set(Array.from({ length }, () => [1, 0]).flat()) },
      {
        items: 2,
        k: [1],
        seen: 'keep',
        train: positivesFrom(country.map(() => [])),
        test: positivesFrom(country.map((_, u) => (u < 69 ? [u % 2] : []))),
        counts: new Float64Array(2),
        userGroupings,
        itemGroupings: [],
      },
    );
    const { slices, sliceUsers } = pooledResult([result]);
    expect(Object.keys(slices)).toEqual(['country=DE']);
    expect(slices['country=DE']).toMatchObject({ 'recall@1': 0.5, 'map@1': 0.5 });
    expect(sliceUsers).toEqual({ 'country=DE': 40 });
  });
});
