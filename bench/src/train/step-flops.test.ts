import { expect, it } from 'vitest';
import { stepFlops } from './step-flops.ts';

it('counts the matrix products of a step', () => {
  // One record, dim 1, hidden 1: twelve products of one multiply-add in the towers, three in the loss.
  expect(stepFlops({ batch: 1, dim: 1, hidden: 1 })).toBe(30);
  expect(stepFlops({ batch: 1024, dim: 64, hidden: 128 })).toBe(201_326_592 + 402_653_184);
});
