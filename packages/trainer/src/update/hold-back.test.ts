import { expect, it } from 'vitest';
import { holdBack } from './hold-back.ts';

it('takes rows back to the cap along their way, and lets new ones go', () => {
  const full = Float32Array.of(0, 0, 3, 4, 3, 4);
  const values = Float32Array.of(0, 0, 3, 14, 3, 5, 100, 100);
  expect(holdBack({ dim: 2, values }, [1, 2, 3], full, 0.5)).toBe(1);
  expect([...values]).toEqual([0, 0, 3, 6.5, 3, 5, 100, 100]);
});
