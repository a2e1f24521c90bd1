import { encodeEntities, fitFeatures } from '@twotower/features';
import { parseConfig } from '@twotower/schema';
import { describe, expect, it } from 'vitest';
import { positivesFrom } from '../positives.ts';
import { evaluate } from './evaluate.ts';
import { itemsByPopularity, usersByFeature } from './groupings.ts';

describe('itemsByPopularity', () => {
  it('gives a third of the positives to head, torso and tail each, the docstring worked out', () => {
    const { names, of } = itemsByPopularity(Float64Array.of(5, 2, 1, 1, 0));
    const groups = ['head-items', 'torso-items', 'tail-items', 'tail-items', 'cold-items'];
    expect([...of].map((group) => names[group])).toEqual(groups);
  });

  it('has only cold items where nothing was trained', () => {
    expect([...itemsByPopularity(new Float64Array(2)).of]).toEqual([0, 0]);
  });
});

describe('usersByFeature', () => {
  const users = 80;
  const ids = Array.from({ length: users }, (_, u) => `u${u}`);
  // 40 of DE, 39 of FR, one of unknown country; a city each.
  const country = ids.map((_, u) => (u < 40 ? 'DE' : u < 79 ? 'FR' : null));
  const config = parseConfig({
    name: 'groups',
    schema: {
      user: { id: 'user', features: { country: { kind: 'categorical' }, city: { kind: 'categorical' } } },
      item: { id: 'item' },
    },
    data: { events: 'log.csv' },
  });
  const entities = { ids, columns: { country, city: ids } };
  const fitted = fitFeatures(config.schema, {
    users: entities,
    items: { ids: ['a', 'b'], columns: {} },
    trainUsers: new Uint8Array(users).fill(1),
    trainItems: new Uint8Array(2).fill(1),
    context: {},
  });
  const groupings = usersByFeature(fitted.user, encodeEntities(fitted.user, entities));

  it('takes categorical features of few values; a missing value belongs to no group', () => {
    expect(groupings.map(({ names }) => [...names].sort())).toEqual([['country=DE', 'country=FR']]);
    const [{ names, of }] = groupings;
    expect([names[of[0]], names[of[40]], of[79]]).toEqual(['country=DE', 'country=FR', -1]);
  });

  it('reports groups of at least 30 examined users', () => {
    const test = positivesFrom(ids.map((_, u) => (u < 69 ? [u % 2] : [])));
    const { slices } = evaluate(
      { score: ({ users: { length } }, out) => out.set(Array.from({ length }, () => [1, 0]).flat()) },
      {
        items: 2,
        k: [1],
        seen: 'keep',
        train: positivesFrom(ids.map(() => [])),
        test,
        counts: new Float64Array(2),
        userGroupings: groupings,
        itemGroupings: [],
      },
    );
    // 40 of DE, half of them with item 0; only 29 of FR.
    expect(Object.keys(slices)).toEqual(['country=DE']);
    expect(slices['country=DE']).toMatchObject({ 'recall@1': 0.5, 'map@1': 0.5 });
  });
});
