import { positionSchema } from '@twotower/store';
import { expect, it } from 'vitest';
import { chooseCut } from './choose-cut.ts';

const notches = Array.from({ length: 100 }, (_, n) => ({
  position: positionSchema.parse(String(100 * (n + 1))),
  offset: 100 * (n + 1),
}));
const offsets = (count: number) => Float64Array.from({ length: count }, (_, n) => (n * 10_000) / count);
const never = () => false;

it('holds out the newest share, at the latest place that leaves enough', () => {
  expect(chooseCut(notches, offsets(10_000), never, 0.05, 0)?.position).toBe('9500');
  expect(chooseCut(notches, offsets(10_000), never, 0.055, 0)?.position).toBe('9400');
});

it('is widened until there is enough to tell by, but not beyond a quarter', () => {
  expect(chooseCut(notches, offsets(10_000), never, 0.05, 2000)?.position).toBe('8000');
  expect(chooseCut(notches, offsets(1000), never, 0.05, 2000)?.position).toBe('7500');
});

it('lies where an increment ended, if that leaves less than half', () => {
  const at = (position: string) => (notch: { position: string }) => notch.position === position;
  expect(chooseCut(notches, offsets(10_000), at('8800'), 0.05, 0)?.position).toBe('8800');
  expect(chooseCut(notches, offsets(10_000), at('9900'), 0.05, 0)?.position).toBe('9500');
  expect(chooseCut(notches, offsets(10_000), at('2000'), 0.05, 0)?.position).toBe('9500');
});

it('is none where the window has one place to end', () => {
  expect(chooseCut(notches.slice(-1), offsets(100), never, 0.05, 0)).toBeUndefined();
});
