import { describe, expect, it } from 'vitest';
import { dateKnots } from './date-knots.ts';

const DAY = 86_400_000;
const end = Date.UTC(2026, 0, 1);
const daysAgo = (knots: readonly number[]) => knots.map((knot) => (end - knot) / DAY);

describe('dateKnots', () => {
  it('are fine where dates end and coarse in the past, with enough dates between', () => {
    const dates = Array.from({ length: 2000 }, (_, i) => end - i * DAY);
    const knots = dateKnots(dates, end);
    const ages = daysAgo(knots);
    expect(ages.at(-1)).toBe(0);
    expect(knots).toEqual(knots.toSorted((a, b) => a - b));
    const gaps = ages.slice(1).map((age, i) => ages[i] - age);
    expect(gaps.at(-1)).toBeLessThan(25);
    expect(gaps[0]).toBeGreaterThan(100);
    for (let i = 1; i < knots.length; i++) {
      const between = dates.filter((date) => date >= knots[i - 1] && date < knots[i]).length;
      expect(between).toBeGreaterThanOrEqual(20);
    }
  });

  it('go down to hours where there are dates of hours', () => {
    const dates = Array.from({ length: 1000 }, (_, i) => end - i * 0.02 * DAY);
    const ages = daysAgo(dateKnots(dates, end));
    expect(ages.filter((age) => age > 0 && age < 1).length).toBeGreaterThan(1);
  });

  it('part a catalogue that ended long before the log', () => {
    const dates = Array.from({ length: 500 }, (_, i) => Date.UTC(1930 + (i % 50), i % 12));
    expect(dateKnots(dates, end).length).toBeGreaterThan(8);
    expect(dateKnots(dates, end).at(-1)).toBeLessThan(Date.UTC(1980));
  });

  it('do not take one date far in the future for the end', () => {
    const dates = [...Array.from({ length: 1500 }, (_, i) => end - i * DAY), Date.UTC(2999, 0)];
    expect(dateKnots(dates).at(-1)).toBeLessThanOrEqual(end);
    expect(dateKnots(dates, end - 40 * DAY).at(-1)).toBe(end - 40 * DAY);
  });

  it('are one for one date, and none for none', () => {
    expect(dateKnots([5, 5, 5, 5])).toEqual([5]);
    expect(dateKnots([])).toEqual([]);
  });
});
