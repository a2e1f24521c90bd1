import { describe, expect, it } from 'vitest';
import { bag } from '../test/tiny-problem.ts';
import { attentionWeights } from './attention.ts';
import { EmbeddingTable } from './embedding-table.ts';

describe('attentionWeights', () => {
  const table = new EmbeddingTable('items', 3, 2);
  table.values.set([0, 0, 1, 0, 0, 1]);

  it('by hand: a softmax over what rows say to the query and how recent they are', () => {
    const attention = { input: 0, query: Float32Array.of(Math.log(3), 0), bias: Float32Array.of(0) };
    expect(attentionWeights(table, attention, bag([[1, 2]]), 1)[1]).toBeCloseTo(0.25, 6);
    const recent = { ...attention, bias: Float32Array.of(Math.log(3), 0) };
    const shares = attentionWeights(table, recent, bag([[0, 0, 0], [2]]), 2);
    [0.2, 0.2, 0.6, 1].forEach((share, e) => {
      expect(shares[e]).toBeCloseTo(share, 6);
    });
  });

  it('leaves out what weighs nothing, and stands large numbers', () => {
    const attention = { input: 0, query: Float32Array.of(1e4, 0), bias: Float32Array.of(0) };
    const given = { ...bag([[0, 1, 0]]), weights: Float32Array.of(1, 0, 1) };
    expect([...attentionWeights(table, attention, given, 1)]).toEqual([0.5, 0, 0.5]);
    expect([...attentionWeights(table, attention, bag([[1, 0]]), 1)]).toEqual([1, 0]);
    expect([...attentionWeights(table, attention, { ...given, weights: new Float32Array(3) }, 1)]).toEqual([
      0, 0, 0,
    ]);
  });
});
