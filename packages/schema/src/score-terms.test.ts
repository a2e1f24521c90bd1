import { describe, expect, it } from 'vitest';
import { parseConfig } from './parse-config.ts';
import { scoreTerms, statedTerms } from './score-terms.ts';

const smallest = { schema: { user: { id: 'u' }, item: { id: 'i' } }, data: { events: 'log.csv' } };
const off = { weight: 0, aggregation: 0, norm: 1 };

describe('the terms of a score', () => {
  it('are off until they are chosen or stated', () => {
    expect(scoreTerms(parseConfig(smallest))).toEqual(off);
    expect(scoreTerms(parseConfig({ ...smallest, prior: 'none', calibration: 'none' }))).toEqual(off);
  });

  it.each([
    { ...off },
    { ...off, weight: 0.05, halfLife: '7d' },
    { weight: 0.05, aggregation: 0.2, norm: 0.5 },
  ])('come back from the config that states them: %o', (terms) => {
    expect(scoreTerms(parseConfig({ ...smallest, ...statedTerms(terms) }))).toEqual(terms);
  });

  it('have a norm by default, and take no half-life that is no duration', () => {
    expect(scoreTerms(parseConfig({ ...smallest, calibration: { aggregation: 0.2 } }))).toMatchObject({
      aggregation: 0.2,
      norm: 1,
    });
    expect(() => parseConfig({ ...smallest, prior: { halfLife: 'soon', weight: 1 } })).toThrow('prior');
  });
});
