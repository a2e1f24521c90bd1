import { describe, expect, it } from 'vitest';
import { durationSchema, milliseconds } from './duration.ts';

describe('durations', () => {
  it.each([
    ['250ms', 250],
    ['10m', 600_000],
    ['1.5h', 5_400_000],
    ['7d', 604_800_000],
    ['2w', 1_209_600_000],
  ])('%s is %i ms', (text, expected) => {
    expect(milliseconds(durationSchema.parse(text))).toBe(expected);
  });

  it.each(['7', 'd', '-1d', '0d', '7 days', '1e3s', ''])('"%s" is none', (text) => {
    expect(durationSchema.safeParse(text).success).toBe(false);
  });
});
