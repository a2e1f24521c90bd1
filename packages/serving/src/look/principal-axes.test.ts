import { expect, it } from 'vitest';
import { principalAxes } from './principal-axes.ts';

it('finds the two directions in which rows differ the most', async () => {
  // A plane in four dimensions: longest along the first and second number together, then along the third.
  const rows = Array.from({ length: 400 }, (_, r) => {
    const [long, short] = [Math.sin(r) * 3, Math.cos(r * 1.7)];
    return Float32Array.of(5 + long, long, short, 2);
  });
  const { axes, mean, explained } = await principalAxes(rows);
  expect(mean[3]).toBeCloseTo(2, 6);
  expect(explained).toBeCloseTo(1, 6);
  const [first, second] = axes.map((axis) => [...axis].map((value) => Math.abs(value)));
  expect(first[0]).toBeCloseTo(Math.SQRT1_2, 1);
  expect(first[1]).toBeCloseTo(Math.SQRT1_2, 1);
  expect(second[2]).toBeCloseTo(1, 1);
  expect(axes[0].reduce((sum, value, d) => sum + value * axes[1][d], 0)).toBeCloseTo(0, 9);
});

it('takes rows that are all the same, and rows of one number', async () => {
  const same = await principalAxes([Float32Array.of(1, 2), Float32Array.of(1, 2)]);
  expect(same.explained).toBe(1);
  expect(same.axes.flatMap((axis) => [...axis]).every(Number.isFinite)).toBe(true);
  const line = await principalAxes([Float32Array.of(1, 2, 0), Float32Array.of(3, 1, 4)]);
  expect(line.explained).toBeCloseTo(1, 9);
  expect([...line.axes[1]]).toEqual([0, 0, 0]);
  const single = await principalAxes([Float32Array.of(1), Float32Array.of(3)]);
  expect(single.explained).toBeCloseTo(1, 9);
});
