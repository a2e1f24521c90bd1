import { expect, it } from 'vitest';
import { growthPlot } from './growth-plot.ts';
import { type GrowthPoint, growthTable } from './growth-results.ts';

const point = (events: number, seconds: number): GrowthPoint => ({
  users: 800,
  items: 200,
  events,
  readSeconds: seconds / 2,
  epochSeconds: seconds / 2,
  allSeconds: seconds + 1,
  peakRssBytes: 2 ** 28,
});

it('says whether time is a line in the number of events', () => {
  const straight = growthTable([{ by: 'events', points: [point(1e6, 2), point(1e7, 20)] }]);
  expect(straight).toContain('the power 1.00');
  expect(straight).toContain('time is a line');
  expect(straight).toContain(
    '| 10M    | 1k  | 10.0      | 10.0       | 21.0     | 2.00        | 256 MiB     |',
  );
  const bent = growthTable([{ by: 'events', points: [point(1e6, 2), point(1e7, 80)] }]);
  expect(bent).toContain('time is not a line');
});

it('plots two panels a series, all of it on the page', () => {
  const plot = growthPlot([{ by: 'events', points: [point(1e6, 2), point(1e7, 20)] }]);
  expect(plot.match(/<circle/g)).toHaveLength(4);
  expect(plot).not.toContain('NaN');
});
