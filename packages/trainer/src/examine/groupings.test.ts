import { describe, expect, it } from 'vitest';
import { itemsByPopularity } from './groupings.ts';

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
