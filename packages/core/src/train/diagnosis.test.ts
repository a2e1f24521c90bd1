import { expect, it } from 'vitest';
import { countHits } from './diagnosis.ts';

it('counts different pairs, among however many candidates', () => {
  const logQ = new Float32Array(4_000_000);
  const hits = Int32Array.of(0, 1, 0, 1, 4095, 3_999_999, 4095, 3_999_998);
  expect(countHits({ logQ, hits })).toBe(3);
});
