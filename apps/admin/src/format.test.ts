import { expect, test } from 'vitest';
import { formatAge, formatCount, formatLatency, formatLift, formatMetric, formatSeconds } from './format.ts';

test('counts have thousands separators', () => {
  expect(formatCount(1234567)).toBe('1,234,567');
  expect(formatCount(Number.NaN)).toBe('–');
});

test('metrics have four decimals, or a dash', () => {
  expect(formatMetric(0.31415926)).toBe('0.3142');
  expect(formatMetric(undefined)).toBe('–');
});

test('lift is a signed percentage', () => {
  expect(formatLift(0.123)).toBe('+12.3%');
  expect(formatLift(-0.05)).toBe('−5.0%');
  expect(formatLift(-0.00001)).toBe('0.0%');
  expect(formatLift(24)).toBe('+2400%');
  expect(formatLift(undefined)).toBe('–');
});

test('an age is given in its largest unit', () => {
  expect(formatAge(-5)).toBe('moments');
  expect(formatAge(4 * 60_000)).toBe('4 min');
  expect(formatAge(47 * 3_600_000)).toBe('47 h');
  expect(formatAge(12.5 * 86_400_000)).toBe('12 days');
});

test('durations and latencies keep what matters', () => {
  expect(formatSeconds(0.84)).toBe('840 ms');
  expect(formatSeconds(12.44)).toBe('12.4 s');
  expect(formatSeconds(200)).toBe('3 min 20 s');
  expect(formatSeconds(7500)).toBe('2 h 5 min');
  expect(formatLatency(4.21)).toBe('4.2 ms');
  expect(formatLatency(87.4)).toBe('87 ms');
});
