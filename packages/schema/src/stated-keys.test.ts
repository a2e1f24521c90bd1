import { expect, it } from 'vitest';
import { isStated, statedKeys } from './stated-keys.ts';

const stated = statedKeys({
  schema: { user: { id: 'u', features: { recent: { kind: 'history', length: 5 } } } },
  loss: { kind: 'bsl' },
  negatives: [{ kind: 'in-batch' }],
  model: { user: {}, dim: 32 },
  training: { epochs: undefined },
});

it('lists what somebody wrote, objects of a kind and lists as one', () => {
  expect([...stated]).toEqual([
    'schema.user.id',
    'schema.user.features.recent.kind',
    'schema.user.features.recent.length',
    'loss',
    'negatives',
    'model.dim',
  ]);
});

it.each([
  ['loss.c', true],
  ['model', true],
  ['model.dim', true],
  ['model.user.hidden', false],
  ['model.dimension', false],
  ['training.epochs', false],
  ['schema.user.features.recent.of', false],
])('%s is stated: %s', (path, expected) => {
  expect(isStated(stated, path)).toBe(expected);
});
