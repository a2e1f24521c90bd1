import { expect, it } from 'vitest';
import { positivesFrom } from '../prepare/positives.ts';
import { asksAnything } from './examination.ts';

it('asks nothing where users only come back to what they know and that is masked', () => {
  const train = positivesFrom([[1, 2], [], [3]]);
  const again = { train, test: positivesFrom([[2, 1], [], [3]]) };
  expect(asksAnything({ ...again, seen: 'mask' })).toBe(false);
  expect(asksAnything({ ...again, seen: 'keep' })).toBe(true);
  expect(asksAnything({ train, test: positivesFrom([[2], [4], []]), seen: 'mask' })).toBe(true);
  expect(asksAnything({ train, test: positivesFrom([[], [], []]), seen: 'keep' })).toBe(false);
});
