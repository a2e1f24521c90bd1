import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawValue } from '../dataset.ts';
import type { ValueEncoder } from './encoder.ts';
import { fitEncoder, openEncoder } from './kinds.ts';

const DAY = 86_400_000;
const end = Date.UTC(2026, 0, 1);

function fit(values: readonly RawValue[], newest?: number): ValueEncoder {
  return fitEncoder({ kind: 'time' }, values, { of: 'entity', newest: () => newest });
}

function entries(encoder: ValueEncoder, value: RawValue): [number, number][] {
  const out: [number, number][] = [];
  encoder.encode(value, { add: (row, weight) => out.push([row, weight]) });
  return out;
}

/** Without the place in the year. */
const age = (encoder: ValueEncoder, value: RawValue) => entries(encoder, value).filter(([row]) => row > 2);

describe('a date of an item or a user', () => {
  const dates = Array.from({ length: 900 }, (_, i) => end - i * DAY);
  const encoder = fit(dates, end);
  const knots = encoder.state.knots as number[];
  const last = encoder.rows - 1;

  it('is one row at a knot and two between', () => {
    expect(encoder.rows).toBe(3 + knots.length);
    expect(age(encoder, knots[2])).toEqual([[5, 1]]);
    const [[from, less], [to, more]] = age(encoder, knots[2] + 0.25 * (knots[3] - knots[2]));
    expect([from, to]).toEqual([5, 6]);
    expect([less, more]).toEqual([expect.closeTo(0.75, 9), expect.closeTo(0.25, 9)]);
  });

  it('after the newest event is the newest row, before all others the oldest', () => {
    for (const later of [end, end + DAY, Date.UTC(2300, 0)]) {
      expect(age(encoder, later)).toEqual([[last, 1]]);
    }
    expect(age(encoder, '1870-05-01')).toEqual([[3, 1]]);
  });

  it('changes a little where the date does, and the weights of its rows sum to 1', () => {
    const dense = (value: number) => {
      const rows = new Float64Array(encoder.rows);
      for (const [row, weight] of age(encoder, value)) {
        rows[row] += weight;
      }
      return rows;
    };
    fc.assert(
      fc.property(fc.integer({ min: -40_000, max: 1000 }), (days) => {
        const [one, next] = [dense(end + days * DAY), dense(end + days * DAY + 60_000)];
        expect(one.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
        const moved = one.reduce((sum, weight, row) => sum + Math.abs(weight - next[row]), 0);
        expect(moved).toBeLessThan(0.1);
      }),
    );
  });

  it('has its place in the year', () => {
    const [sine, cosine] = entries(encoder, '2025-07-02');
    expect([sine[0], cosine[0]]).toEqual([1, 2]);
    expect(cosine[1]).toBeCloseTo(-1, 2);
  });

  it('is told of seconds and of years as of milliseconds and ISO dates', () => {
    const texts = dates.map((date) => new Date(date).toISOString());
    expect(fit(texts, end).state).toEqual(encoder.state);
    const seconds = fit(
      dates.map((date) => String(date / 1000)),
      end,
    );
    expect(seconds.state).toMatchObject({ unit: 'seconds', knots });
    expect(entries(seconds, knots[1] / 1000)).toEqual(entries(encoder, knots[1]));
    const years = fit(
      Array.from({ length: 300 }, (_, i) => `${1950 + (i % 76)}`),
      end,
    );
    expect(years.state).toMatchObject({ unit: 'years' });
    expect(entries(years, 2031)).toEqual([[years.rows - 1, 1]]);
    expect(entries(years, '1950')).toEqual([[1, 1]]);
    expect([entries(years, 0), entries(years, 9999)]).toEqual([[[0, 1]], [[0, 1]]]);
  });

  it.each(['', 'soon', null, true, Number.NaN])('is missing where it is %j', (value) => {
    expect(entries(encoder, value)).toEqual([[0, 1]]);
  });

  it('of none is missing throughout', () => {
    expect(entries(fit([null, 'soon']), end)).toEqual([[0, 1]]);
  });

  it('is the same after saving, and a state from before there were dates is the clock', () => {
    const opened = openEncoder(JSON.parse(JSON.stringify(encoder.state)));
    expect(entries(opened, '2025-03-04')).toEqual(entries(encoder, '2025-03-04'));
    const clock = fitEncoder({ kind: 'time' }, [], { of: 'request' });
    expect(clock.state).toEqual({ kind: 'time' });
    expect(entries(openEncoder({ kind: 'time' }), end)).toEqual(entries(clock, end));
    expect(() => openEncoder({ kind: 'time', of: 'moon' })).toThrow(/of/);
  });
});
